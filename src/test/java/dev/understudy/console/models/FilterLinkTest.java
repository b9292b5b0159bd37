package dev.understudy.console.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.console.models.ModelFilter.Bounds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterLinkTest {
    private static final ModelFilter MUCH =
            new ModelFilter(
                    List.of("claude", "a&b=c%", "größer"),
                    Set.of(Trait.TOOLS, Trait.OPEN_WEIGHTS),
                    Optional.of("open router"),
                    true,
                    new Bounds(0.25, 10),
                    new Bounds(200_000, Double.POSITIVE_INFINITY));

    @Test
    void readsWhatItWrites() {
        assertEquals(Optional.of(MUCH), FilterLink.read(FilterLink.write(MUCH)));
        assertEquals(
                Optional.of(ModelFilter.ALL), FilterLink.read(FilterLink.write(ModelFilter.ALL)));
    }

    @Test
    void isShort() {
        assertEquals("understudy://models", FilterLink.write(ModelFilter.ALL));
        assertEquals(
                "understudy://models?q=sonnet&can=tools&price=..2&context=8000..200000",
                FilterLink.write(
                        ModelFilter.ALL
                                .searching("Sonnet")
                                .toggling(Trait.TOOLS)
                                .priced(new Bounds(Double.NEGATIVE_INFINITY, 2))
                                .holding(new Bounds(8_000, 200_000))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "claude",
                "understudy://model",
                "understudy://modelsx?q=a",
                "understudy://models?q=%zz",
                "https://models?q=a"
            })
    void readsNoOtherText(String text) {
        assertEquals(Optional.empty(), FilterLink.read(text));
    }

    @Test
    void readsNothingTooLong() {
        assertEquals(
                Optional.empty(), FilterLink.read("understudy://models?q=" + "a".repeat(2_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "understudy://models?price=1..2..3&can=fly&context=many..&colour=red&provider=",
                "understudy://models?price=NaN..&context=-1..1e9&can",
                "understudy://models?&&=&"
            })
    void passesOverWhatIsNotKnown(String link) {
        assertEquals(Optional.of(ModelFilter.ALL), FilterLink.read(link));
    }
}
