package io.sonde.agent.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The methods of HTTP clients by which requests are sent to other services. */
final class HttpClients {
  private static final String ADVICE = "io.sonde.agent.instrument.httpclient.";
  private static final String ANY = "(";
  private static final String APACHE = "org.apache.hc.client5.http.impl.classic.";
  private static final String APACHE_ASYNC = "org.apache.hc.client5.http.impl.async.";
  private static final String REACTOR = "reactor.netty.http.client.HttpClientConnect$";
  private static final String URL_CONNECTION = "sun.net.www.protocol.http.HttpURLConnection";

  /** OkHttp's call, before 4.4 and since. */
  private static final List<String> OKHTTP_CALLS =
      List.of("okhttp3.RealCall", "okhttp3.internal.connection.RealCall");

  /**
   * Callbacks that stand for a call of Apache's asynchronous client, in 5.0, 5.1, 5.2 and since
   * 5.3. Versions have other classes by each other's names, which no call is known by.
   */
  private static final List<String> APACHE_CALLBACKS = List.of("$1$2", "$1$3", "$1", "$2");

  static final List<LibraryMethod> METHODS = methods();

  private HttpClients() {}

  private static List<LibraryMethod> methods() {
    List<LibraryMethod> methods =
        new ArrayList<>(
            List.of(
                method("jdk.internal.net.http.HttpClientFacade", "send", "JdkSendAdvice"),
                method("jdk.internal.net.http.HttpClientFacade", "sendAsync", "JdkSendAsyncAdvice"),
                method("jdk.internal.net.http.ImmutableHttpRequest", "headers", "JdkHeadersAdvice"),
                method(URL_CONNECTION, "connect", "UrlConnectAdvice"),
                method(URL_CONNECTION, "getOutputStream", "UrlConnectAdvice"),
                method(URL_CONNECTION, "getInputStream", "UrlAnswerAdvice"),
                method(
                    "sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection",
                    "connect",
                    "UrlConnectAdvice"),
                method(APACHE + "InternalHttpClient", "doExecute", "ApacheAdvice"),
                method(APACHE + "MinimalHttpClient", "doExecute", "ApacheAdvice"),
                method(APACHE_ASYNC + "AsyncExecChainElement", "execute", "ApacheAsyncAdvice"),
                method(OKHTTP_CALLS.get(0), "getResponseWithInterceptorChain", "OkHttpAdvice"),
                method(OKHTTP_CALLS.get(0), "enqueue", "OkHttpEnqueueAdvice"),
                method(OKHTTP_CALLS.get(1), "getResponseWithInterceptorChain", "OkHttpAdvice"),
                method(
                    OKHTTP_CALLS.get(1), "getResponseWithInterceptorChain$okhttp", "OkHttpAdvice"),
                method(OKHTTP_CALLS.get(1), "enqueue", "OkHttpEnqueueAdvice"),
                method(REACTOR + "HttpClientHandler", "<init>", "ReactorSubscribeAdvice"),
                method(REACTOR + "HttpClientHandler", "test", "ReactorFailureAdvice"),
                method(REACTOR + "HttpObserver", "onStateChange", "ReactorAnswerAdvice"),
                method(
                    "org.springframework.http.client.JdkClientHttpRequest",
                    "executeInternal",
                    "SpringJdkAdvice")));
    for (String callback : APACHE_CALLBACKS) {
      String className = APACHE_ASYNC + "InternalAbstractHttpAsyncClient" + callback;
      methods.add(method(className, "handleResponse", "ApacheAnswerAdvice"));
      methods.add(method(className, "failed", "ApacheFailureAdvice"));
    }
    return methods;
  }

  private static LibraryMethod method(String className, String name, String advice) {
    String arguments =
        switch (name) {
          case "enqueue" -> "(Lokhttp3/Callback;)";
          case "test" -> "(Ljava/lang/Throwable;)";
          case "failed" -> "(Ljava/lang/Exception;)";
          default -> ANY;
        };
    return new LibraryMethod(className, name, arguments, ADVICE + advice, Map.of());
  }
}
