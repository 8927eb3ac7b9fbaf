// What a picture goes through before it reaches us: made smaller by an app, out of focus, noise, and being saved anew.

/**
 * @typedef {object} Spoiling
 * @property {'image/png' | 'image/jpeg' | 'image/webp'} type
 * @property {number} quality  of what is not a PNG, up to 1
 * @property {number} noise    by how much a pixel is lighter or darker at most
 * @property {number} blur     over how many pixels, in CSS's sense
 * @property {number} longest  no side is longer than so many pixels; nothing is made larger
 */

/**
 * @param {import('playwright-core').Page} page  any page: its canvas does it
 * @param {Buffer} png
 * @param {Spoiling} spoiling
 * @param {number} seed
 * @returns {Promise<{ bytes: Buffer, width: number, height: number, factor: number }>}  how much smaller it became, too
 */
export async function spoil(page, png, spoiling, seed) {
  const made = await page.evaluate(
    async ({ data, spoiling, seed }) => {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const factor = Math.min(1, spoiling.longest / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(bitmap.width * factor);
      canvas.height = Math.round(bitmap.height * factor);
      const brush = canvas.getContext('2d');
      if (!brush) throw new Error('there is no canvas');
      brush.imageSmoothingQuality = 'high';
      if (spoiling.blur > 0) brush.filter = `blur(${spoiling.blur}px)`;
      brush.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      if (spoiling.noise > 0) {
        const pixels = brush.getImageData(0, 0, canvas.width, canvas.height);
        let state = seed >>> 0 || 1;
        for (let at = 0; at < pixels.data.length; at += 4) {
          // The same shift for all three colours: cameras and codecs err in brightness first.
          state ^= state << 13;
          state ^= state >>> 17;
          state ^= state << 5;
          const shift = ((state >>> 0) % (2 * spoiling.noise + 1)) - spoiling.noise;
          for (const colour of [0, 1, 2]) {
            pixels.data[at + colour] = (pixels.data[at + colour] ?? 0) + shift;
          }
        }
        brush.putImageData(pixels, 0, 0);
      }
      const url = canvas.toDataURL(spoiling.type, spoiling.quality);
      return { data: url.slice(url.indexOf(',') + 1), width: canvas.width, height: canvas.height, factor };
    },
    { data: png.toString('base64'), spoiling, seed },
  );
  return { ...made, bytes: Buffer.from(made.data, 'base64') };
}
