/** Who may import whom (.dependency-cruiser.cjs). A cruise that found no modules proves nothing, so it fails. */
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { createRequire } from 'node:module';

const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const { output } = await cruise(
  ['src', 'webview'],
  { ruleSet: { forbidden: rules.forbidden }, validate: true, ...rules.options },
  {},
  { tsConfig: extractTSConfig('tsconfig.base.json') },
);
const { violations, totalCruised } = output.summary;
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} → ${to}`);
if (totalCruised < 50) {
  console.error(`The dependency check saw only ${totalCruised} modules: it does not see the code.`);
  process.exit(1);
}
process.exit(violations.length === 0 ? 0 : 1);
