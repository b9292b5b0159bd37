package dev.understudy.vault;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a vault's file says in clear. It is bound to what is sealed, so nobody can change it.
///
/// @param keyId names the master key in the keychain; another key has another id
/// @param revision grows with each write
/// @param keptBy what keeps the master key
/// @param entries the names of the secrets, in order
record Header(
        String keyId, long revision, Instant written, KeptBy keptBy, List<StoredSecret> entries) {
    private static final int KEYCHAIN = 1;
    private static final int PASSPHRASE = 2;

    /// What keeps the master key.
    sealed interface KeptBy {
        /// The keychain, under [Header#keyId].
        record Keychain() implements KeptBy {}

        /// This file: sealed by the key that Argon2id makes of the passphrase.
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Passphrase(Argon2Cost cost, byte[] salt, byte[] wrapped) implements KeptBy {}
    }

    Header {
        entries = List.copyOf(entries);
    }

    KeySource source() {
        return switch (keptBy) {
            case KeptBy.Keychain() -> KeySource.KEYCHAIN;
            case KeptBy.Passphrase _ -> KeySource.PASSPHRASE;
        };
    }

    /// The header of the version after this one.
    Header next(Instant now, List<StoredSecret> entries) {
        return new Header(keyId, revision + 1, now, keptBy, entries);
    }

    VaultState.Version version() {
        return new VaultState.Version(written, entries.size());
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(keyId);
            out.writeLong(revision);
            out.writeLong(written.toEpochMilli());
            switch (keptBy) {
                case KeptBy.Keychain() -> out.writeByte(KEYCHAIN);
                case KeptBy.Passphrase(Argon2Cost cost, byte[] salt, byte[] wrapped) -> {
                    out.writeByte(PASSPHRASE);
                    out.writeInt(cost.memory());
                    out.writeInt(cost.passes());
                    out.writeInt(cost.lanes());
                    out.write(salt);
                    out.writeShort(wrapped.length);
                    out.write(wrapped);
                }
            }
            out.writeInt(entries.size());
            for (StoredSecret entry : entries) {
                out.writeUTF(entry.name().vault());
                out.writeUTF(entry.name().name());
                out.writeLong(entry.changed().toEpochMilli());
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written", e);
        }
    }

    /// Reads a header; bounds are checked before anything is done with it.
    ///
    /// @throws MalformedVaultException if it is none
    static Header read(byte[] bytes) throws MalformedVaultException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String keyId = in.readUTF();
            long revision = in.readLong();
            Instant written = Instant.ofEpochMilli(in.readLong());
            KeptBy keptBy = keptBy(in);
            int count = in.readInt();
            if (count < 0 || count > Contents.MOST) {
                throw new MalformedVaultException("names %d secrets".formatted(count));
            }
            var entries = new ArrayList<StoredSecret>();
            for (int i = 0; i < count; i++) {
                entries.add(
                        new StoredSecret(
                                new SecretName(in.readUTF(), in.readUTF()),
                                Instant.ofEpochMilli(in.readLong())));
            }
            if (in.available() > 0) {
                throw new MalformedVaultException("has a header that is too long");
            }
            return new Header(keyId, revision, written, keptBy, entries);
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedVaultException("has a header that makes no sense", e);
        }
    }

    private static KeptBy keptBy(DataInputStream in) throws IOException, MalformedVaultException {
        return switch (in.readByte()) {
            case KEYCHAIN -> new KeptBy.Keychain();
            case PASSPHRASE -> {
                var cost = new Argon2Cost(in.readInt(), in.readInt(), in.readInt());
                byte[] salt = in.readNBytes(Argon2Cost.SALT);
                yield new KeptBy.Passphrase(cost, salt, in.readNBytes(in.readUnsignedShort()));
            }
            default -> throw new MalformedVaultException("keeps its key in an unknown way");
        };
    }
}
