package dev.understudy.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Who comes with wrong keys, by address. Holds the latest 1,000 addresses. Thread-safe.
public final class Strangers {
    /// How many wrong keys from one address in a minute are told to be wrong; who brings more is
    /// told to wait.
    public static final int MOST = 30;

    private static final int ADDRESSES = 1000;

    private final LongSupplier nanoTime;
    private final Map<String, SlidingMinute> wrong =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, SlidingMinute> eldest) {
                    return size() > ADDRESSES;
                }
            };

    public Strangers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// A wrong key came.
    ///
    /// @return how long to wait before another may come; zero if one may come now
    public synchronized Duration came(String address) {
        SlidingMinute minute = wrong.computeIfAbsent(address, _ -> new SlidingMinute());
        long now = nanoTime.getAsLong();
        Duration wait = minute.until(now, MOST);
        if (wait.isZero()) {
            minute.add(now, 1);
        }
        return wait;
    }
}
