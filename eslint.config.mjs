import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';

const nodeGlobals = ['console', 'process', 'URL', 'fetch', 'setInterval', 'setTimeout'];

const small = {
  complexity: ['error', 12],
  'max-depth': ['error', 2],
  'max-lines': ['error', { max: 300, skipComments: true }],
  'max-lines-per-function': ['error', 60],
  'max-params': ['error', 4],
};

export default defineConfig(
  globalIgnores(['dist', '.dist-*', 'coverage']),
  js.configs.recommended,
  { rules: { ...small, eqeqeq: ['error', 'always', { null: 'ignore' }], 'no-console': 'off' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Handlers of events may be async: what they throw reaches the error funnel.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: Object.fromEntries(nodeGlobals.map(name => [name, 'readonly'])) },
  },
  {
    files: ['widget/**/*.ts'],
    extends: [lit.configs['flat/recommended'], litA11y.configs.recommended, wc.configs['flat/recommended']],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // A test's body is a list of steps; describe() holds them all.
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              name: ['test', 'describe', 'it', 'suite', 'before', 'after', 'beforeEach', 'afterEach'],
              package: 'node:test',
            },
          ],
        },
      ],
      '@typescript-eslint/no-unused-expressions': 'off',
      // What came over the wire is compared, not used.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['test/widget/**/*.ts'],
    // A plugin for accessibility makes every assertion thenable, and only its own has to be awaited.
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
);
