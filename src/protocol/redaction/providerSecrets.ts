/**
 * Secrets that are known by their look, wherever they stand. Two rules keep every pattern linear on any input: it ends
 * with the one run of characters that it has to swallow, with nothing behind that run that could fail; and where a
 * pattern has several runs, it cannot begin inside one.
 */
interface ProviderSecret {
  /** As the mask names it. */
  readonly name: string;
  readonly pattern: RegExp;
}

/**
 * `prefix`, and the rest of the secret: at least `least` characters of `alphabet`, or fewer where the text was cut off
 * within it, since half a secret is not for everyone either.
 */
function prefixed(name: string, prefix: string, least: number, alphabet = 'A-Za-z0-9'): ProviderSecret {
  const cut = `[${alphabet}]{4,${least - 1}}(?=…|\\.\\.\\.)`;
  return { name, pattern: new RegExp(`(?:${prefix})(?:[${alphabet}]{${least},}|${cut})`, 'g') };
}

/** Letters, digits, minus and underscore: base64url. */
const WIDE = '\\w-';
/** No letter or digit stands before it. */
const APART = '(?<![A-Za-z0-9])';

export const PROVIDER_SECRETS: readonly ProviderSecret[] = [
  prefixed('Anthropic key', 'sk-ant-', 16, WIDE),
  prefixed('OpenRouter key', 'sk-or-', 16, WIDE),
  prefixed('OpenAI key', `${APART}sk-(?:proj|svcacct|admin|None)-`, 16, WIDE),
  prefixed('API key', `${APART}sk-(?:lf-|kimi-|[A-Za-z0-9]{0,8}-)?`, 24),
  prefixed('Google API key', 'AIza', 30, WIDE),
  prefixed('Google token', `${APART}ya29\\.`, 20, `.${WIDE}`),
  prefixed('Google client secret', 'GOCSPX-', 20, WIDE),
  prefixed('xAI key', `${APART}xai-`, 32),
  prefixed('Groq key', 'gsk_', 32),
  prefixed('Hugging Face token', `${APART}(?:hf|api_org)_`, 30),
  prefixed('Replicate token', `${APART}r8_`, 32),
  prefixed('Perplexity key', `${APART}pplx-`, 32),
  prefixed('NVIDIA key', `${APART}nvapi-`, 32, WIDE),
  prefixed('Cerebras key', `${APART}csk-`, 32),
  prefixed('LangSmith key', `${APART}lsv2_(?:pt|sk)_`, 30, 'a-f0-9_'),
  prefixed('GitHub token', 'gh[opusr]_', 30, 'A-Za-z0-9_'),
  prefixed('GitHub token', 'github_pat_', 30, 'A-Za-z0-9_'),
  prefixed('GitLab token', `gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct)-`, 20, `.${WIDE}`),
  prefixed('AWS key id', `${APART}(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)`, 16, 'A-Z0-9'),
  prefixed('Slack token', `xox[a-z](?:\\.xox[a-z])?-`, 10, 'A-Za-z0-9-'),
  prefixed('Slack token', `${APART}xapp-`, 20, 'A-Za-z0-9-'),
  prefixed('Slack webhook', 'hooks\\.slack\\.com/(?:services|workflows|triggers)/', 16, 'A-Za-z0-9/_-'),
  prefixed('Discord webhook', 'discord(?:app)?\\.com/api/webhooks/', 20, 'A-Za-z0-9/_-'),
  prefixed('Teams webhook', 'webhook\\.office\\.com/webhookb2/', 20, 'A-Za-z0-9/@_-'),
  prefixed('Telegram token', '(?<!\\d)\\d{8,10}:AA', 30, WIDE),
  prefixed('Stripe key', `${APART}[sr]k_(?:live|test|prod)_`, 10),
  prefixed('Stripe webhook secret', `${APART}whsec_`, 24, 'A-Za-z0-9+/='),
  prefixed('npm token', `${APART}npm_`, 30),
  prefixed('PyPI token', 'pypi-AgE', 50, WIDE),
  prefixed('RubyGems key', 'rubygems_', 40, 'a-f0-9'),
  prefixed('Docker token', 'dckr_(?:pat|oat)_', 20, WIDE),
  prefixed('SendGrid key', `${APART}SG\\.`, 40, `.${WIDE}`),
  prefixed('Twilio key', `${APART}(?:SK|AC)`, 32, 'a-f0-9'),
  prefixed('Shopify token', 'shp(?:at|ca|pa|ss)_', 30, 'a-fA-F0-9'),
  prefixed('DigitalOcean token', 'do[opr]_v1_', 40, 'a-f0-9'),
  prefixed('Vault token', `${APART}hv[sbr]\\.`, 20, WIDE),
  prefixed('Databricks token', `${APART}dapi`, 32, 'a-f0-9-'),
  prefixed('Linear key', `${APART}lin_(?:api|oauth)_`, 30),
  prefixed('Notion token', `${APART}ntn_`, 40),
  prefixed('Figma token', `${APART}fig[dor]_`, 30, WIDE),
  prefixed('Supabase token', `${APART}sb[ps]_`, 30, 'a-zA-Z0-9_'),
  prefixed('Postman key', 'PMAK-', 50, 'a-f0-9-'),
  prefixed('New Relic key', 'NR(?:AK|AL|II)-', 20, WIDE),
  prefixed('Sentry token', 'sntry[su]_', 40, `+/=${WIDE}`),
  prefixed('Doppler token', `${APART}dp\\.(?:pt|st|ct|sa|scim|audit)\\.`, 30, `.${WIDE}`),
  prefixed('age key', 'AGE-SECRET-KEY-1', 40, 'A-Z0-9'),
  prefixed('ngrok token', `${APART}(?:cr|ak)_2`, 25),
  // Header and payload begin with the base64 of `{"`; the signature may be missing where the text was cut off.
  { name: 'JWT', pattern: /(?<![\w-])eyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)*/g },
];

export function maskProviderSecrets(text: string): string {
  return PROVIDER_SECRETS.reduce((masked, { name, pattern }) => masked.replace(pattern, `[${name} hidden]`), text);
}

/** Whose secret a value is, by its look. */
export function providerOf(value: string): string | undefined {
  return PROVIDER_SECRETS.find(({ pattern }) => value.search(pattern) === 0)?.name;
}
