package dev.understudy.app;

import dev.understudy.console.chains.Forecast;
import dev.understudy.console.chains.Forecast.Basis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Works out what can be expected of a chain, of what is known of its steps alone: whether one
/// fails is taken to tell nothing of the others. What is not known and would matter leaves the
/// result empty; what matters to less than one answer in two hundred is passed over.
final class Forecaster {
    private static final double NEGLIGIBLE = 0.005;
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private Forecaster() {}

    /// What is known of a step.
    ///
    /// @param chance of an answer, from 0 to 1
    /// @param firstToken how long its answers take to begin
    /// @param patience the silence after which the next is asked instead
    /// @param hedge the silence after which the next is asked too
    /// @param price of one request, in USD
    /// @param weight its share of the requests it comes first for; all are 0 where order decides
    /// @param tries the attempts its figures are of
    /// @param endpoints the places whose figures went in
    record Step(
            OptionalDouble chance,
            Optional<Spread> firstToken,
            Duration patience,
            Optional<Duration> hedge,
            Optional<BigDecimal> price,
            int weight,
            long tries,
            int endpoints) {}

    /// An answer by one step, in the course of all.
    ///
    /// @param share of the requests
    /// @param lost the seconds before it was asked; not a number if that is not known
    /// @param next the step that is asked beside it, if one is
    private record Course(double share, Step step, double lost, Optional<Step> next) {
        boolean timed() {
            return !Double.isNaN(lost) && step.firstToken().isPresent();
        }

        /// The chance that the answer has begun by then. Where another step is asked too, it may be
        /// that one's.
        double begun(double seconds) {
            double own = step.firstToken().map(spread -> spread.below(seconds - lost)).orElse(0.0);
            double others =
                    next.flatMap(Step::firstToken)
                            .map(spread -> spread.below(seconds - lost - hedge()))
                            .map(below -> below * next.get().chance().orElse(0))
                            .orElse(0.0);
            return 1 - (1 - own) * (1 - others);
        }

        private double hedge() {
            return step.hedge().map(Forecaster::seconds).orElse(0.0);
        }
    }

    static Forecast of(List<Step> steps) {
        if (steps.isEmpty()) {
            return Forecast.UNKNOWN;
        }
        var courses = new ArrayList<Course>();
        boolean known = true;
        int weights = steps.stream().mapToInt(Step::weight).sum();
        for (int first = 0; first < steps.size(); first++) {
            int weight = steps.get(first).weight();
            if (weights == 0 ? first == 0 : weight > 0) {
                double share = weights == 0 ? 1 : (double) weight / weights;
                known &= follow(firstly(steps, first), share, courses);
            }
        }
        double answers = courses.stream().mapToDouble(Course::share).sum();
        boolean alone = steps.size() == 1;
        OptionalDouble chance = alone ? steps.getFirst().chance() : OptionalDouble.of(answers);
        return new Forecast(
                known ? chance : OptionalDouble.empty(),
                known ? quantile(courses, answers, 0.5) : Optional.empty(),
                known ? quantile(courses, answers, 0.95) : Optional.empty(),
                known ? price(courses, answers) : Optional.empty(),
                new Basis(
                        steps.stream().mapToLong(Step::tries).sum(),
                        steps.stream().mapToInt(Step::endpoints).sum(),
                        false,
                        Optional.empty()));
    }

    /// The steps with the one whose turn it is first.
    private static List<Step> firstly(List<Step> steps, int first) {
        var order = new ArrayList<>(steps);
        order.addFirst(order.remove(first));
        return order;
    }

    /// Follows a share of the requests through the steps in order.
    ///
    /// @return whether all that matters is known
    private static boolean follow(List<Step> steps, double share, List<Course> courses) {
        double left = share;
        double lost = 0;
        for (int i = 0; i < steps.size() && left > NEGLIGIBLE * share; i++) {
            Step step = steps.get(i);
            if (step.chance().isEmpty() && steps.size() > 1) {
                return false;
            }
            double chance = step.chance().orElse(1);
            Optional<Step> next =
                    step.hedge().isPresent() && i + 1 < steps.size()
                            ? Optional.of(steps.get(i + 1))
                            : Optional.empty();
            courses.add(new Course(left * chance, step, lost, next));
            left *= 1 - chance;
            lost += lost(step);
        }
        return true;
    }

    /// The seconds that a failure of a step costs.
    private static double lost(Step step) {
        double longest =
                Math.min(
                        seconds(step.patience()),
                        step.hedge().map(Forecaster::seconds).orElse(Double.MAX_VALUE));
        return step.firstToken().map(spread -> Math.min(spread.half(), longest)).orElse(Double.NaN);
    }

    /// By bisection: what a share of the answers begin within.
    private static Optional<Duration> quantile(List<Course> courses, double answers, double share) {
        List<Course> timed = courses.stream().filter(Course::timed).toList();
        double weight = timed.stream().mapToDouble(Course::share).sum();
        if (weight <= 0 || weight < answers * (1 - NEGLIGIBLE)) {
            return Optional.empty();
        }
        double low = 0;
        double high = 1;
        while (begun(timed, high) < share * weight && high < 1e6) {
            high *= 2;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (begun(timed, middle) < share * weight) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Optional.of(Duration.ofMillis(Math.round(high * 1000)));
    }

    private static double begun(List<Course> courses, double seconds) {
        return courses.stream().mapToDouble(course -> course.share() * course.begun(seconds)).sum();
    }

    /// What a thousand answers cost; failed attempts cost nothing.
    private static Optional<BigDecimal> price(List<Course> courses, double answers) {
        BigDecimal sum = BigDecimal.ZERO;
        double priced = 0;
        for (Course course : courses) {
            if (course.step().price().isPresent()) {
                priced += course.share();
                sum =
                        sum.add(
                                course.step()
                                        .price()
                                        .get()
                                        .multiply(BigDecimal.valueOf(course.share())));
            }
        }
        return priced <= 0 || priced < answers * (1 - NEGLIGIBLE)
                ? Optional.empty()
                : Optional.of(
                        sum.multiply(THOUSAND)
                                .divide(BigDecimal.valueOf(priced), MathContext.DECIMAL32));
    }

    private static double seconds(Duration length) {
        return length.toNanos() / 1e9;
    }
}
