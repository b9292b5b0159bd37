package dev.understudy.model;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// The addresses where clouds keep a machine's metadata, and no provider is: the link-local ranges,
/// the fixed ones of Amazon and Alibaba, and the address that means any.
public final class MetadataRange {
    private static final byte[] AMAZON = HexFormat.of().parseHex("fd000ec2");
    private static final byte[] ALIBABA = {100, 100, 100, (byte) 200};

    /// What stands before an IPv4 address within an IPv6 one: compatible, behind NAT64, 6to4.
    private static final List<byte[]> AROUND_IPV4 =
            List.of(
                    new byte[12],
                    HexFormat.of().parseHex("0064ff9b0000000000000000"),
                    HexFormat.of().parseHex("2002"));

    private MetadataRange() {}

    /// Whether an address is one of them, in any of its forms.
    public static boolean holds(InetAddress address) {
        if (address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || begins(address.getAddress(), AMAZON)
                || Arrays.equals(address.getAddress(), ALIBABA)) {
            return true;
        }
        return !(address instanceof Inet4Address)
                && !address.isLoopbackAddress()
                && AROUND_IPV4.stream()
                        .filter(around -> begins(address.getAddress(), around))
                        .anyMatch(around -> holds(within(address.getAddress(), around.length)));
    }

    private static boolean begins(byte[] address, byte[] with) {
        return address.length > with.length
                && Arrays.equals(address, 0, with.length, with, 0, with.length);
    }

    private static InetAddress within(byte[] address, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
