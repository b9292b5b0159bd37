package dev.understudy.vault;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.Tuple;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/// Keychains on a session's bus that the test plays.
final class FakeSession {
    private FakeSession() {}

    /// Puts an object on the bus.
    static DBusConnection play(KeyringSession session, String service, DBusInterface object)
            throws DBusException {
        DBusConnection connection =
                DBusConnectionBuilder.forAddress(
                                session.environment().get("DBUS_SESSION_BUS_ADDRESS"))
                        .withShared(false)
                        .build();
        connection.exportObject(object.getObjectPath(), object);
        connection.requestBusName(service);
        return connection;
    }

    /// What of `org.kde.KWallet` is used.
    @DBusInterfaceName("org.kde.KWallet")
    public interface KWalletApi extends DBusInterface {
        boolean isEnabled();

        String localWallet();

        boolean isOpen(String wallet);

        int open(String wallet, long window, String application);

        int close(int handle, boolean force, String application);

        boolean createFolder(int handle, String folder, String application);

        int writePassword(int handle, String folder, String key, String value, String application);

        String readPassword(int handle, String folder, String key, String application);

        int removeEntry(int handle, String folder, String key, String application);
    }

    /// A wallet that a person opens, or does not.
    public static final class Wallet implements KWalletApi {
        private static final int HANDLE = 7;

        private final Map<String, String> passwords = new HashMap<>();
        private final String path;
        volatile boolean enabled = true;
        volatile boolean open = true;
        volatile boolean willing = true;
        volatile int handles;

        Wallet(String path) {
            this.path = path;
        }

        @Override
        public boolean isEnabled() {
            return enabled;
        }

        @Override
        public String localWallet() {
            return "kdewallet";
        }

        @Override
        public boolean isOpen(String wallet) {
            return open && wallet.equals("kdewallet");
        }

        @Override
        public synchronized int open(String wallet, long window, String application) {
            open = open || willing;
            if (!isOpen(wallet)) {
                return -1;
            }
            handles++;
            return HANDLE;
        }

        @Override
        public synchronized int close(int handle, boolean force, String application) {
            handles--;
            return 0;
        }

        @Override
        public boolean createFolder(int handle, String folder, String application) {
            return handle == HANDLE;
        }

        @Override
        public int writePassword(
                int handle, String folder, String key, String value, String application) {
            passwords.put(folder + "/" + key, value);
            return handle == HANDLE ? 0 : -1;
        }

        @Override
        public String readPassword(int handle, String folder, String key, String application) {
            return passwords.getOrDefault(folder + "/" + key, "");
        }

        @Override
        public int removeEntry(int handle, String folder, String key, String application) {
            return passwords.remove(folder + "/" + key) == null ? -3 : 0;
        }

        @Override
        public String getObjectPath() {
            return path;
        }
    }

    /// Two values that a method returns.
    public static final class Two<A, B> extends Tuple {
        @Position(0)
        public final A first;

        @Position(1)
        public final B second;

        public Two(A first, B second) {
            this.first = first;
            this.second = second;
        }
    }

    /// What of the Secret Service asks a person.
    @DBusInterfaceName("org.freedesktop.Secret.Service")
    public interface SecretApi extends DBusInterface {
        Two<List<DBusPath>, List<DBusPath>> SearchItems(Map<String, String> attributes);

        DBusPath ReadAlias(String name);

        Two<List<DBusPath>, DBusPath> Unlock(List<DBusPath> objects);
    }

    /// What asks.
    @DBusInterfaceName("org.freedesktop.Secret.Prompt")
    public interface PromptApi extends DBusInterface {
        void Prompt(String window) throws DBusException;

        void Dismiss();

        /// What came of it.
        final class Completed extends DBusSignal {
            public final boolean dismissed;
            public final Variant<?> result;

            public Completed(String path, boolean dismissed, Variant<?> result)
                    throws DBusException {
                super(path, dismissed, result);
                this.dismissed = dismissed;
                this.result = result;
            }
        }
    }

    /// A keyring that is locked, and that a person unlocks so fast that the answer comes before the
    /// return of the question. One object plays service, collection and prompt.
    public static final class Locked implements SecretApi, PromptApi, Properties {
        private final boolean willing;
        private final DBusPath path = new DBusPath(SecretService.PATH);
        private volatile @Nullable DBusConnection bus;
        volatile boolean locked = true;
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger dismissed = new AtomicInteger();

        Locked(boolean willing) {
            this.willing = willing;
        }

        /// @param connection sends the signals
        void on(DBusConnection connection) {
            bus = connection;
        }

        @Override
        public Two<List<DBusPath>, List<DBusPath>> SearchItems(Map<String, String> attributes) {
            return new Two<>(List.of(), List.of());
        }

        @Override
        public DBusPath ReadAlias(String name) {
            return path;
        }

        @Override
        public Two<List<DBusPath>, DBusPath> Unlock(List<DBusPath> objects) {
            return new Two<>(List.of(), path);
        }

        @Override
        public void Prompt(String window) throws DBusException {
            asked.incrementAndGet();
            locked = !willing;
            Objects.requireNonNull(bus)
                    .sendMessage(new Completed(path.getPath(), !willing, new Variant<>("")));
        }

        @Override
        public void Dismiss() {
            dismissed.incrementAndGet();
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the library has it
        public <A> A Get(String type, String property) {
            return (A) (Boolean) locked;
        }

        @Override
        public <A> void Set(String type, String property, A value) {}

        @Override
        public Map<String, Variant<?>> GetAll(String type) {
            return Map.of();
        }

        @Override
        public String getObjectPath() {
            return path.getPath();
        }
    }
}
