package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.model.ApiKey;
import dev.understudy.model.ProviderKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RotationTest {
    private final Rotation rotation = new Rotation();

    @Test
    void keepsTheOrderOfEqualWeights() {
        var keys = List.of(key("a", 2), key("b", 2));

        assertEquals(keys, rotation.turn("p", keys));
        assertEquals(keys, rotation.turn("p", keys));
    }

    @Test
    void givesEachKeyItsShareSmoothly() {
        assertEquals(
                List.of("a", "a", "b", "a", "c", "a", "a"),
                firsts(7, List.of(key("a", 5), key("b", 1), key("c", 1))));
    }

    @Test
    void keepsTheOthersInOrder() {
        var keys = List.of(key("a", 1), key("b", 1), key("c", 9));

        assertEquals(
                List.of("c", "a", "b"),
                rotation.turn("p", keys).stream().map(ProviderKey::alias).toList());
    }

    @Test
    void countsForEachProviderAlone() {
        var keys = List.of(key("a", 2), key("b", 1));

        assertEquals("a", rotation.turn("p", keys).getFirst().alias());
        assertEquals("a", rotation.turn("q", keys).getFirst().alias());
        assertEquals("b", rotation.turn("p", keys).getFirst().alias());
    }

    private List<String> firsts(int times, List<ProviderKey> keys) {
        var found = new ArrayList<String>();
        Stream.generate(() -> rotation.turn("p", keys).getFirst().alias())
                .limit(times)
                .forEach(found::add);
        return found;
    }

    private static ProviderKey key(String alias, int weight) {
        return new ProviderKey(alias, new ApiKey("sk-" + alias), weight);
    }
}
