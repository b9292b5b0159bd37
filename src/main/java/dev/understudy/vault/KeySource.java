package dev.understudy.vault;

/// What keeps a vault's master key. Both are as good, and one can be changed for the other.
public enum KeySource {
    /// The system's keychain: GNOME Keyring, KWallet, the macOS Keychain, the Windows Credential
    /// Manager.
    KEYCHAIN,

    /// A passphrase, from which Argon2id derives the key that wraps it.
    PASSPHRASE
}
