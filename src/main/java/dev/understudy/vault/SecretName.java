package dev.understudy.vault;

/// What a secret is called: `${secrets.get('openrouter', 'main')}` is the secret `main` of the
/// vault `openrouter`. Names are no secrets: they stand in the settings, and in clear in the
/// vault's file.
///
/// @param vault 1 to 100 characters, as `name`; neither holds quotes or control characters
public record SecretName(String vault, String name) {
    private static final int LONGEST = 100;

    /// @throws IllegalArgumentException if a part cannot be written in the settings
    public SecretName {
        check(vault);
        check(name);
    }

    private static void check(String part) {
        if (part.isBlank()
                || part.length() > LONGEST
                || part.chars().anyMatch(c -> c == '\'' || c == '"' || Character.isISOControl(c))) {
            throw new IllegalArgumentException(
                    "a secret's name has 1 to %d characters, without quotes or control characters"
                            .formatted(LONGEST));
        }
    }

    /// For people: `openrouter/main`.
    @Override
    public String toString() {
        return vault + "/" + name;
    }
}
