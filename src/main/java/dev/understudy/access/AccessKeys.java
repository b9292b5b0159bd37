package dev.understudy.access;

import dev.understudy.model.AccessKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The access keys in force.
///
/// A key is `us-` and 256 random bits; only its SHA-256 is held. Thread-safe: the list is replaced,
/// never changed.
public final class AccessKeys {
    private static final String PREFIX = "us-";
    private static final int BYTES = 32;
    private static final int LONGEST = 256;

    /// A new key, shown once.
    ///
    /// @param secret the key in clear, which is kept nowhere
    public record Created(AccessKey key, String secret) {
        @Override
        public String toString() {
            return "Created[" + key + "]";
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared in constant time, by hand
    private record Entry(AccessKey key, byte[] digest, boolean kept) {}

    private final SecureRandom random = new SecureRandom();
    private volatile List<Entry> entries;

    public AccessKeys(List<AccessKey> keys) {
        entries = keys.stream().map(key -> entry(key, true)).toList();
    }

    /// The key a caller presents, if it is one of ours. Takes as long for a wrong key as for a
    /// right one.
    public Optional<AccessKey> find(String presented) {
        if (presented.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] digest = sha256(presented);
        Optional<AccessKey> found = Optional.empty();
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.digest, digest)) {
                found = Optional.of(entry.key);
            }
        }
        return found;
    }

    /// Whether a text looks like an access key, of this gateway or another, in force or not.
    public static boolean looksLikeOne(String text) {
        return text.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /// Makes a key that is in force at once, and is kept.
    public Created create(String name, Instant now) {
        return create(name, now, true);
    }

    /// Makes a key that is in force until the program ends; [#list()] leaves it out.
    public Created createPassing(String name, Instant now) {
        return create(name, now, false);
    }

    private synchronized Created create(String name, Instant now, boolean kept) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String digest = HexFormat.of().formatHex(sha256(secret));
        var key = new AccessKey("ak_" + digest.substring(0, 12), name, digest, now);
        var all = new ArrayList<>(entries);
        all.add(entry(key, kept));
        entries = List.copyOf(all);
        return new Created(key, secret);
    }

    /// Takes `keys` for those that are kept; the passing ones stay.
    public synchronized void replace(List<AccessKey> keys) {
        var all = new ArrayList<>(entries.stream().filter(entry -> !entry.kept).toList());
        keys.forEach(key -> all.add(entry(key, true)));
        entries = List.copyOf(all);
    }

    /// The keys that are kept, oldest first.
    public List<AccessKey> list() {
        return entries.stream().filter(Entry::kept).map(Entry::key).toList();
    }

    private static Entry entry(AccessKey key, boolean kept) {
        return new Entry(key, HexFormat.of().parseHex(key.sha256()), kept);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
