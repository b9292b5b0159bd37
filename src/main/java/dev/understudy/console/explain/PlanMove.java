package dev.understudy.console.explain;

import dev.understudy.model.Target;
import java.util.ArrayList;
import java.util.List;

/// How another plan treats a target.
///
/// @param before its place in the plan as it is, from 1; 0 if it has none
/// @param after its place in the other plan; 0 if it has none
record PlanMove(Target target, int before, int after) {
    /// The targets of both plans, in the order of the other one; behind them those it leaves out.
    static List<PlanMove> of(List<Target> now, List<Target> then) {
        var moves = new ArrayList<PlanMove>();
        for (int i = 0; i < then.size(); i++) {
            moves.add(new PlanMove(then.get(i), now.indexOf(then.get(i)) + 1, i + 1));
        }
        for (int i = 0; i < now.size(); i++) {
            if (!then.contains(now.get(i))) {
                moves.add(new PlanMove(now.get(i), i + 1, 0));
            }
        }
        return List.copyOf(moves);
    }

    boolean stays() {
        return before == after;
    }
}
