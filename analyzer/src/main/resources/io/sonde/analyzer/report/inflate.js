// Unpacks gzip. Browsers without DecompressionStream use the decoder below (RFC 1951), which is slower.
async function unpack(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  if (typeof DecompressionStream === 'undefined') return inflate(bytes.subarray(10));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function huffman(lengths) {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const offsets = new Uint16Array(16);
  for (let i = 1; i < 16; i++) offsets[i] = offsets[i - 1] + counts[i - 1];
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length) symbols[offsets[length]++] = symbol;
  });
  return { counts, symbols };
}

function inflate(input) {
  const lengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
  const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  let out = new Uint8Array(input.length * 4 + 1024);
  let size = 0;
  let at = 0;
  let held = 0;
  let heldBits = 0;

  function bits(count) {
    while (heldBits < count) {
      held |= input[at++] << heldBits;
      heldBits += 8;
    }
    const value = held & ((1 << count) - 1);
    held >>>= count;
    heldBits -= count;
    return value;
  }
  function symbol(tree) {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++) {
      code |= bits(1);
      const count = tree.counts[length];
      if (code - count < first) return tree.symbols[index + code - first];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error('The data of this page is damaged.');
  }
  function room(count) {
    if (size + count <= out.length) return;
    const larger = new Uint8Array(Math.max(out.length * 2, size + count));
    larger.set(out);
    out = larger;
  }
  function trees(type) {
    if (type === 1) {
      const fixed = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
      return [huffman(fixed), huffman(new Array(30).fill(5))];
    }
    const literals = bits(5) + 257;
    const distances = bits(5) + 1;
    const codes = bits(4) + 4;
    const codeLengths = new Array(19).fill(0);
    for (let i = 0; i < codes; i++) codeLengths[order[i]] = bits(3);
    const codeTree = huffman(codeLengths);
    const lengths = [];
    while (lengths.length < literals + distances) {
      const each = symbol(codeTree);
      if (each < 16) lengths.push(each);
      else {
        const value = each === 16 ? lengths[lengths.length - 1] : 0;
        let repeat = each === 16 ? 3 + bits(2) : each === 17 ? 3 + bits(3) : 11 + bits(7);
        while (repeat-- > 0) lengths.push(value);
      }
    }
    return [huffman(lengths.slice(0, literals)), huffman(lengths.slice(literals))];
  }
  function block(literalTree, distanceTree) {
    for (;;) {
      const each = symbol(literalTree);
      if (each === 256) return;
      if (each < 256) {
        room(1);
        out[size++] = each;
        continue;
      }
      const length = lengthBase[each - 257] + bits(lengthBits[each - 257]);
      const code = symbol(distanceTree);
      const extra = code < 4 ? 0 : (code >> 1) - 1;
      const base = code < 4 ? code + 1 : ((2 + (code & 1)) << extra) + 1;
      const distance = base + bits(extra);
      room(length);
      for (let i = 0; i < length; i++, size++) out[size] = out[size - distance];
    }
  }

  let last = 0;
  while (!last) {
    last = bits(1);
    const type = bits(2);
    if (type === 0) {
      held = heldBits = 0;
      const length = input[at] | (input[at + 1] << 8);
      at += 4;
      room(length);
      out.set(input.subarray(at, at + length), size);
      size += length;
      at += length;
    } else block(...trees(type));
  }
  return out.subarray(0, size);
}
