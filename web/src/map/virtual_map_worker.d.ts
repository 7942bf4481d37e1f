// Made by vite.config.ts: where the program of the map's workers is.
declare module 'virtual:map-worker' {
  const address: string;
  export default address;
}
