package dev.understudy.vault;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The secrets of an open vault, in the order in which they came. Never changed: a change makes new
/// contents, with values of their own. Closing them wipes the values.
final class Contents implements AutoCloseable {
    static final int MOST = 1_000;
    static final int LARGEST = 16 * 1024;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Secret(byte[] value, Instant changed) {
        Secret copy() {
            return new Secret(value.clone(), changed);
        }
    }

    private final Map<SecretName, Secret> secrets;

    private Contents(Map<SecretName, Secret> secrets) {
        this.secrets = secrets;
    }

    static Contents none() {
        return new Contents(new LinkedHashMap<>());
    }

    Contents copy() {
        var copies = new LinkedHashMap<SecretName, Secret>();
        secrets.forEach((name, secret) -> copies.put(name, secret.copy()));
        return new Contents(copies);
    }

    /// A secret's value, for the caller to wipe.
    Optional<byte[]> value(SecretName name) {
        return Optional.ofNullable(secrets.get(name)).map(secret -> secret.value.clone());
    }

    /// With a secret added, or with another value in its place.
    ///
    /// @throws VaultConflictException if there are too many
    Contents with(SecretName name, byte[] value, Instant now) throws VaultConflictException {
        if (value.length == 0 || value.length > LARGEST) {
            throw new IllegalArgumentException(
                    "a secret has 1 to %d bytes, not %d".formatted(LARGEST, value.length));
        }
        if (secrets.size() >= MOST && !secrets.containsKey(name)) {
            throw VaultConflictException.full(MOST);
        }
        Contents changed = copy();
        Secret old = changed.secrets.put(name, new Secret(value.clone(), now));
        if (old != null) {
            Arrays.fill(old.value, (byte) 0);
        }
        return changed;
    }

    /// Without a secret.
    Contents without(SecretName name) throws VaultConflictException {
        Contents changed = copy();
        Secret removed = changed.secrets.remove(name);
        if (removed == null) {
            changed.close();
            throw VaultConflictException.missing(name);
        }
        Arrays.fill(removed.value, (byte) 0);
        return changed;
    }

    /// With a secret under another name, in the same place.
    Contents renamed(SecretName from, SecretName to) throws VaultConflictException {
        if (!secrets.containsKey(from)) {
            throw VaultConflictException.missing(from);
        }
        if (secrets.containsKey(to)) {
            throw VaultConflictException.taken(to);
        }
        var renamed = new LinkedHashMap<SecretName, Secret>();
        secrets.forEach(
                (name, secret) -> renamed.put(name.equals(from) ? to : name, secret.copy()));
        return new Contents(renamed);
    }

    /// The names and when each value was set.
    List<StoredSecret> entries() {
        var entries = new ArrayList<StoredSecret>();
        secrets.forEach((name, secret) -> entries.add(new StoredSecret(name, secret.changed)));
        return entries;
    }

    /// What is sealed: names and values together, so that none can stand for another.
    byte[] bytes() {
        var out = ByteBuffer.allocate(size());
        out.putInt(secrets.size());
        secrets.forEach((name, secret) -> {
            put(out, utf8(name.vault()));
            put(out, utf8(name.name()));
            put(out, secret.value);
        });
        return out.array();
    }

    private int size() {
        int size = Integer.BYTES;
        for (Map.Entry<SecretName, Secret> secret : secrets.entrySet()) {
            size +=
                    3 * Integer.BYTES
                            + utf8(secret.getKey().vault()).length
                            + utf8(secret.getKey().name()).length
                            + secret.getValue().value.length;
        }
        return size;
    }

    /// Reads what was sealed.
    ///
    /// @param entries of the header, whose names have to be the same
    /// @throws MalformedVaultException if they are not
    static Contents read(byte[] bytes, List<StoredSecret> entries) throws MalformedVaultException {
        Contents contents = none();
        try {
            var in = ByteBuffer.wrap(bytes);
            if (in.getInt() == entries.size()) {
                for (StoredSecret entry : entries) {
                    var name = new SecretName(text(in), text(in));
                    contents.secrets.put(name, new Secret(part(in), entry.changed()));
                }
                if (!in.hasRemaining() && contents.entries().equals(entries)) {
                    return contents;
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            // told below
        }
        contents.close();
        throw new MalformedVaultException("holds other secrets than it names");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer out, byte[] part) {
        out.putInt(part.length).put(part);
    }

    private static byte[] part(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        var part = new byte[length];
        in.get(part);
        return part;
    }

    private static String text(ByteBuffer in) {
        return new String(part(in), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        secrets.values().forEach(secret -> Arrays.fill(secret.value, (byte) 0));
    }

    @Override
    public String toString() {
        return "Contents" + secrets.keySet();
    }
}
