import { expect, test } from 'vitest';
import { withoutComments } from '../../../web/compact_styles';

test('styles lose comments and indentation, and keep their lines', () => {
  const styles = 'css`\n  :host {\n    /* Why,\n     * in words. */\n    content: "  a  ";\n  }\n`';
  const compact = withoutComments(styles);
  expect(compact).toBe('css`\n:host {\n\n\ncontent: "  a  ";\n}\n`');
  expect(compact.split('\n')).toHaveLength(styles.split('\n').length);
});
