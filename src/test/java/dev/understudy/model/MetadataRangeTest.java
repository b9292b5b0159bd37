package dev.understudy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetadataRangeTest {
    @ParameterizedTest
    @CsvSource({
        "169.254.169.254, true",
        "169.254.0.1, true",
        "100.100.100.200, true",
        "0.0.0.0, true",
        "fe80::1, true",
        "fd00:ec2::254, true",
        "::ffff:169.254.169.254, true",
        "::169.254.169.254, true",
        "64:ff9b::a9fe:a9fe, true",
        "2002:a9fe:a9fe::1, true",
        "::, true",
        "127.0.0.1, false",
        "::1, false",
        "10.0.0.1, false",
        "169.253.255.255, false",
        "100.100.100.201, false",
        "fd00:ec3::254, false",
        "fd12::1, false",
        "64:ff9b::808:808, false",
        "2002:808:808::1, false",
        "2606:4700::1111, false"
    })
    void holdsEveryFormOfItsAddresses(String address, boolean held) {
        assertEquals(held, MetadataRange.holds(InetAddress.ofLiteral(address)));
    }
}
