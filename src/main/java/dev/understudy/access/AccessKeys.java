package dev.understudy.access;

import dev.understudy.model.AccessKey;
import dev.understudy.model.AccessTerms;
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

    /// The key a caller presents, if it is, or was, one of ours: the caller looks whether it is
    /// revoked or has expired. Takes as long for a wrong key as for a right one.
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

    /// A new key, which is not in force yet.
    public Created make(String name, AccessTerms terms, Instant now) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String digest = HexFormat.of().formatHex(sha256(secret));
        return new Created(
                new AccessKey("ak_" + digest.substring(0, 12), name, digest, now, terms), secret);
    }

    /// Makes a key that is in force at once, and is kept.
    public Created create(String name, AccessTerms terms, Instant now) {
        Created created = make(name, terms, now);
        add(entry(created.key(), true));
        return created;
    }

    /// Makes a key that is in force until the program ends, and may do everything; [#list()] leaves
    /// it out.
    public Created createPassing(String name, Instant now) {
        Created created = make(name, AccessTerms.EVERYTHING, now);
        add(entry(created.key(), false));
        return created;
    }

    private synchronized void add(Entry entry) {
        var all = new ArrayList<>(entries);
        all.add(entry);
        entries = List.copyOf(all);
    }

    /// Takes `keys` for those that are kept; the passing ones stay.
    public synchronized void replace(List<AccessKey> keys) {
        var all = new ArrayList<>(entries.stream().filter(entry -> !entry.kept).toList());
        keys.forEach(key -> all.add(entry(key, true)));
        entries = List.copyOf(all);
    }

    /// The keys that are kept, oldest first, without those that are revoked.
    public List<AccessKey> list() {
        return entries.stream()
                .filter(Entry::kept)
                .map(Entry::key)
                .filter(key -> key.revoked().isEmpty())
                .toList();
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
