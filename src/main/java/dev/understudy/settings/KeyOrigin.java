package dev.understudy.settings;

/// Where a key in the settings comes from.
public sealed interface KeyOrigin {
    /// `${secrets.get('vault', 'name')}`.
    record InVault(String vault, String name) implements KeyOrigin {
        /// As the settings write it.
        public String written() {
            return "${secrets.get('%s', '%s')}".formatted(vault, name);
        }
    }

    /// `${env.get('VARIABLE')}`.
    record InEnvironment(String variable) implements KeyOrigin {
        /// As the settings write it.
        public String written() {
            return "${env.get('%s')}".formatted(variable);
        }
    }

    /// It stands there in clear.
    record InClear() implements KeyOrigin {}

    /// It is written in a way that nobody reads.
    record Unknown() implements KeyOrigin {}
}
