package dev.understudy.translate;

import dev.understudy.model.Part;
import java.util.regex.Pattern;

/// Signatures and encrypted reasoning of one vendor on the wire of another.
///
/// A wire has a place for its own vendor's only. Another's is marked with its format there, so that
/// it is known again when the caller sends it back, and never reaches a vendor it is not of. What
/// is not marked came from a provider of that very wire, which need not be the vendor: such are
/// known by their shape.
final class Seals {
    /// How what is marked begins.
    static final String MARK = "understudy:";

    /// Base64 of a message of Anthropic's, whose first field is the second.
    private static final Pattern ANTHROPICS = Pattern.compile("E[g-v][A-Za-z0-9+/]{60,}={0,2}");

    private static final Pattern OPENAIS = Pattern.compile("gAAAA[A-Za-z0-9_-]{60,}={0,2}");

    /// Hashes and names, which providers put where only a signature is expected.
    private static final Pattern NOBODYS = Pattern.compile("[0-9a-fA-F-]{16,}");

    private Seals() {}

    /// A seal and its format, which is blank if it is not known.
    record Seal(String value, String format) {}

    /// @param own the format of the wire's own vendor
    static String pack(String value, String format, String own) {
        return value.isEmpty() || format.equals(own) ? value : MARK + format + ":" + value;
    }

    static Seal unpack(String packed, String own) {
        if (packed.startsWith(MARK)) {
            int end = packed.indexOf(':', MARK.length());
            if (end > 0) {
                return new Seal(packed.substring(end + 1), packed.substring(MARK.length(), end));
            }
        }
        return new Seal(packed, format(packed, own));
    }

    private static String format(String value, String own) {
        if (ANTHROPICS.matcher(value).matches()) {
            return Part.ANTHROPIC;
        }
        if (OPENAIS.matcher(value).matches()) {
            return Part.OPENAI;
        }
        return NOBODYS.matcher(value).matches() ? "" : own;
    }
}
