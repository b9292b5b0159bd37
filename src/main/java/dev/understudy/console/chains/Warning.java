package dev.understudy.console.chains;

import dev.understudy.catalog.Change.What;
import dev.understudy.model.Target;
import java.time.Instant;

/// Something about a step's model that became different lately and matters.
///
/// @param step from 0
/// @param what it costs more, it ends, or it is gone
/// @param time when it was noticed
public record Warning(int step, Target target, What what, Instant time) {}
