package dev.understudy.vault;

import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.KeychainUnavailableException.Reason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.Variant;

/// The Secret Service of the freedesktop.org specification, version 0.2: what GNOME Keyring,
/// KeePassXC and KWallet since 5.97 speak.
///
/// Secrets are items of the default collection, found by their attributes.
final class SecretService implements SessionKeychain.Service {
    static final String NAME = "org.freedesktop.secrets";
    static final String PATH = "/org/freedesktop/secrets";
    static final String SERVICE = "org.freedesktop.Secret.Service";

    private static final String COLLECTION = "org.freedesktop.Secret.Collection";
    private static final String ITEM = "org.freedesktop.Secret.Item";
    private static final String PROMPT = "org.freedesktop.Secret.Prompt";
    private static final String NOTHING = "/";

    private final SessionBus bus;

    SecretService(SessionBus bus) {
        this.bus = bus;
    }

    @Override
    public Optional<byte[]> read(String name, Patience patience)
            throws BusException, KeychainUnavailableException {
        Optional<DBusPath> item = find(name);
        if (item.isEmpty()) {
            Optional<DBusPath> collection = defaultCollection();
            if (collection.isEmpty() || !isLocked(collection.get(), COLLECTION)) {
                return Optional.empty();
            }
            unlock(collection.get(), patience); // some tell nothing of what is locked
            item = find(name);
        }
        if (item.isEmpty()) {
            return Optional.empty();
        }
        if (isLocked(item.get(), ITEM)) {
            unlock(item.get(), patience);
        }
        SecretSession session = SecretSession.open(bus);
        return Optional.of(
                session.opened(call(item.get(), ITEM, "GetSecret", "o", session.path())[0]));
    }

    @Override
    public void write(String name, byte[] secret, Patience patience)
            throws BusException, KeychainUnavailableException {
        DBusPath collection = collection(patience);
        if (isLocked(collection, COLLECTION)) {
            unlock(collection, patience);
        }
        var properties = new HashMap<String, Variant<?>>();
        properties.put(ITEM + ".Label", new Variant<>("Understudy: the key of its vault"));
        properties.put(ITEM + ".Attributes", new Variant<>(attributes(name), "a{ss}"));
        Object sealed = SecretSession.open(bus).sealed(secret);
        Object[] made =
                call(
                        collection,
                        COLLECTION,
                        "CreateItem",
                        "a{sv}(oayays)b",
                        properties,
                        sealed,
                        true);
        prompt(made[1], patience);
    }

    @Override
    public boolean remove(String name) throws BusException, KeychainUnavailableException {
        Optional<DBusPath> item = find(name);
        if (item.isPresent()) {
            prompt(call(item.get(), ITEM, "Delete", "")[0], Patience.BRIEF);
        }
        return item.isPresent();
    }

    private static Map<String, String> attributes(String name) {
        return Map.of("application", "understudy", "name", name);
    }

    /// The item with a name, open or locked.
    private Optional<DBusPath> find(String name) throws BusException {
        return Arrays.stream(service("SearchItems", "a{ss}", attributes(name)))
                .flatMap(items -> ((List<?>) items).stream())
                .map(DBusPath.class::cast)
                .findFirst();
    }

    /// The default collection; made if there is none, which takes a dialog.
    private DBusPath collection(Patience patience)
            throws BusException, KeychainUnavailableException {
        Optional<DBusPath> collection = defaultCollection();
        if (collection.isPresent()) {
            return collection.get();
        }
        if (patience == Patience.BRIEF) {
            throw notSetUp();
        }
        var properties = new HashMap<String, Variant<?>>();
        properties.put(COLLECTION + ".Label", new Variant<>("Default"));
        prompt(service("CreateCollection", "a{sv}s", properties, "default")[1], patience);
        return defaultCollection().orElseThrow(SecretService::notSetUp);
    }

    private static KeychainUnavailableException notSetUp() {
        return new KeychainUnavailableException(Reason.LOCKED, "it has no keyring yet");
    }

    private Optional<DBusPath> defaultCollection() throws BusException {
        var path = (DBusPath) service("ReadAlias", "s", "default")[0];
        return Optional.of(path).filter(found -> !found.getPath().equals(NOTHING));
    }

    private boolean isLocked(DBusPath object, String type) throws BusException {
        Object[] locked =
                call(object, "org.freedesktop.DBus.Properties", "Get", "ss", type, "Locked");
        return Boolean.TRUE.equals(((Variant<?>) locked[0]).getValue());
    }

    private void unlock(DBusPath object, Patience patience)
            throws BusException, KeychainUnavailableException {
        prompt(service("Unlock", "ao", List.of(object))[1], patience);
    }

    /// Lets the service ask the person what it has to ask, if anything.
    private void prompt(Object path, Patience patience)
            throws BusException, KeychainUnavailableException {
        var prompt = (DBusPath) path;
        if (prompt.getPath().equals(NOTHING)) {
            return;
        }
        if (patience == Patience.BRIEF) {
            call(prompt, PROMPT, "Dismiss", "");
            throw new KeychainUnavailableException(Reason.LOCKED);
        }
        bus.listen(prompt.getPath());
        call(prompt, PROMPT, "Prompt", "s", "");
        Object[] completed = bus.await(prompt.getPath(), "Completed");
        if (Boolean.TRUE.equals(completed[0])) {
            throw new KeychainUnavailableException(Reason.REFUSED);
        }
    }

    private Object[] service(String method, String signature, Object... arguments)
            throws BusException {
        return call(new DBusPath(PATH), SERVICE, method, signature, arguments);
    }

    private Object[] call(
            DBusPath object, String type, String method, String signature, Object... arguments)
            throws BusException {
        return bus.call(NAME, object.getPath(), type, method, signature, arguments);
    }
}
