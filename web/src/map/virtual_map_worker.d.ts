// Made by vite.config.ts: where the program of the map's workers is.
declare module 'virtual:map-worker' {
  const address: string;
  export default address;
}

// The same program as a part of the page's own, which it is too.
declare module 'virtual:map-worker-program';
