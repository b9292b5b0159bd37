package dev.understudy.console.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.model.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanMoveTest {
    private static final Target A = new Target("p", "a");
    private static final Target B = new Target("p", "b");
    private static final Target C = new Target("p", "c");

    @Test
    void followsTheOtherPlanAndEndsWithWhatItLeavesOut() {
        assertEquals(
                List.of(new PlanMove(C, 0, 1), new PlanMove(A, 1, 2), new PlanMove(B, 2, 0)),
                PlanMove.of(List.of(A, B), List.of(C, A)));
    }

    @Test
    void theSamePlanStays() {
        assertEquals(
                List.of(true, true),
                PlanMove.of(List.of(A, B), List.of(A, B)).stream().map(PlanMove::stays).toList());
    }
}
