const source = /^\/?widget\/(.*)\.ts$/;

/** The manifest names the files of the package, not those of the repository. */
const builtPaths = {
  name: 'built-paths',
  packageLinkPhase({ customElementsManifest }) {
    const seen = JSON.stringify(customElementsManifest, (key, value) =>
      typeof value === 'string' ? value.replace(source, 'dist/widget/$1.js') : value,
    );
    Object.assign(customElementsManifest, JSON.parse(seen));
  },
};

export default {
  globs: ['widget/**/*.ts'],
  litelement: true,
  dependencies: false,
  packagejson: false,
  plugins: [builtPaths],
};
