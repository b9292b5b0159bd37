package dev.understudy.translate;

/// Signatures and encrypted reasoning of one vendor on the wire of another.
///
/// A wire has a place for its own vendor's only. Another's is marked with its format there, so that
/// it is known again when the caller sends it back, and never reaches a vendor it is not of.
final class Seals {
    private static final String MARK = "understudy:";

    private Seals() {}

    /// A seal and its format.
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
        return new Seal(packed, own);
    }
}
