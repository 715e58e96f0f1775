package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmx1g -Ddb.password=tulip -ea",
        "-Ddb.password=my favourite tulip -ea",
        "-Ddb.password=rose,tulip -ea",
        "-Djavax.net.ssl.trustStorePassword=tulip",
        "-javaagent:a.jar=license_key=tulip,host=b -ea",
        "-Durl=jdbc:postgresql://shop:tulip@db/shop -ea",
        "-Dapi.key=\"tulip\" -ea",
        "-Dauth.token=tulip\n-ea"
      })
  void value_isMasked(String arguments) {
    String masked = Secrets.mask(arguments);
    assertThat(masked).doesNotContain("tulip").doesNotContain("favourite").contains("***");
    assertThat(masked.contains("-ea")).isEqualTo(arguments.contains("-ea"));
  }

  @Test
  void otherArguments_stayAsTheyAre() {
    String plain = "-Xmx1g -Dfile.encoding=UTF-8 --add-opens java.base/java.lang=ALL-UNNAMED";
    assertThat(Secrets.mask(plain)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "DB_PASSWORD,tulip,true",
    "spring.datasource.password,tulip,true",
    "AWS_SECRET_ACCESS_KEY,tulip,true",
    "DATABASE_URL,postgres://shop:tulip@db/shop,true",
    "PWD,/srv/tulip,false",
    "OLDPWD,/srv/tulip,false",
    "DB_PASSWORD_FILE,/run/secrets/tulip,false",
    "db.password,'',false",
    "use.token,true,false",
    "token.minutes,15,false",
    "java.security.auth.login.config,tulip,false",
    "java.home,/usr/lib/jvm,false"
  })
  void isSecret_keyAndValueTellIt(String key, String value, boolean secret) {
    assertThat(Secrets.isSecret(key, value)).isEqualTo(secret);
  }

  @Test
  void keys_areFoundInCommandLines_withoutTheirValues() {
    assertThat(
            Secrets.keysIn(
                "-Xmx1g -Ddb.password=tulip -Da.token=true -Dmail.secret=rose --api-key=iris"
                    + " --admin-password lily --port 80"))
        .containsExactlyElementsOf(
            List.of("admin-password", "api-key", "db.password", "mail.secret"));
  }
}
