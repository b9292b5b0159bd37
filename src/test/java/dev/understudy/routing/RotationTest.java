package dev.understudy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RotationTest {
    private final Rotation<String> rotation = new Rotation<>();

    @Test
    void givesEachItsShareSmoothly() {
        assertEquals("a a b a c a a", firsts(7, List.of("a", "b", "c"), List.of(5, 1, 1)));
    }

    @Test
    void takesTurnsWhereWeightsAreEqual() {
        assertEquals("a b a b", firsts(4, List.of("a", "b"), List.of(7, 7)));
    }

    @Test
    void countsEachForItself() {
        assertEquals("a", firsts(1, List.of("a", "b"), List.of(2, 1)));
        assertEquals("c", firsts(1, List.of("c", "d"), List.of(2, 1)));
        assertEquals("b", firsts(1, List.of("a", "b"), List.of(2, 1)));
    }

    @Test
    void tellsWhoseTurnComesWithoutTakingIt() {
        List<String> all = List.of("a", "b");
        List<Integer> weights = List.of(2, 1);
        firsts(1, all, weights);

        assertEquals(1, rotation.peek(all, weights));
        assertEquals(1, rotation.peek(all, weights));
        assertEquals("b", firsts(1, all, weights));
    }

    @Test
    void isSoonFairAfterWeightsChange() {
        firsts(500, List.of("a", "b"), List.of(1000, 1));

        String then = firsts(40, List.of("a", "b"), List.of(2, 1));

        assertTrue(Math.abs(then.chars().filter(c -> c == 'a').count() - 27) <= 2, then);
    }

    private String firsts(int times, List<String> all, List<Integer> weights) {
        var found = new ArrayList<String>();
        for (int i = 0; i < times; i++) {
            found.add(all.get(rotation.next(all, weights)));
        }
        return String.join(" ", found);
    }
}
