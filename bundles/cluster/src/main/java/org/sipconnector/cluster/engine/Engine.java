/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.StaticHostProvider;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session at the engine, ZooKeeper. Paths are relative. Each call waits for the engine, for as long as a session lasts at most. Any
 * thread but the engine's own.
 */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    /** The engine refuses more than 1 MB in one message. */
    private static final int MOST_BYTES = 900_000;
    private static final int ANSWERS_A_SESSION = 20;
    /** How long servers are taken for what they were. */
    private static final Duration COUNT_AGAIN = Duration.ofSeconds(30);
    /** Of a session that is still to come. */
    private static final int PASSWORD_BYTES = 16;

    private final EngineSettings settings;
    private final Client client;
    private final OutageProbe probe;
    private final Runnable changed;
    private final AtomicBoolean expired = new AtomicBoolean();
    private volatile boolean connected;
    private volatile boolean wasConnected;
    /** Since when it has not been connected. */
    private volatile long unheard = System.nanoTime();
    private volatile boolean surelyOver;
    private Optional<Ensemble> ensemble = Optional.empty();
    private String described = "";
    private long counted;

    /** A client whose connection may end before its session does. */
    private static final class Client extends ZooKeeper {

        Client(EngineSettings settings, Watcher watcher, @Nullable Session former) throws IOException {
            super(settings.servers(), (int) settings.session().toMillis(), watcher, former == null ? 0 : former.id(),
                    former == null ? new byte[PASSWORD_BYTES] : former.password(), false,
                    new StaticHostProvider(new ConnectStringParser(settings.servers()).getServerAddresses()), configuration(settings));
        }

        void disconnect() {
            cnxn.disconnect();
        }
    }

    /** What tells the engine that it is the same session. */
    public record Session(long id, byte[] password) {}

    /**
     * @param former  a session to go on with, if it is not over
     * @param changed told when something that was watched has changed, and when the session begins, pauses or ends; on a thread of the
     *                engine that must not wait
     */
    public Engine(EngineSettings settings, Optional<Session> former, Runnable changed) throws IOException {
        this.settings = settings;
        this.changed = changed;
        client = new Client(settings, this::told, former.orElse(null));
        probe = new OutageProbe(configuration(settings), settings.session().dividedBy(ANSWERS_A_SESSION));
        settings.login().ifPresent(login -> client.addAuthInfo("digest",
                (login.user() + ':' + new String(login.password().reveal())).getBytes(StandardCharsets.UTF_8)));
    }

    private static ZKClientConfig configuration(EngineSettings settings) {
        ZKClientConfig configuration = new ZKClientConfig();
        configuration.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        settings.tls().ifPresent(tls -> {
            configuration.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
            configuration.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNetty");
            configuration.setProperty("zookeeper.ssl.trustStore.location", tls.trusted().toString());
            configuration.setProperty("zookeeper.ssl.trustStore.type", "PEM");
            tls.identity().ifPresent(identity -> {
                configuration.setProperty("zookeeper.ssl.keyStore.location", identity.toString());
                configuration.setProperty("zookeeper.ssl.keyStore.type", "PEM");
            });
        });
        return configuration;
    }

    private void told(WatchedEvent event) {
        if (event.getType() == Watcher.Event.EventType.None) {
            boolean before = connected;
            connected = event.getState() == Watcher.Event.KeeperState.SyncConnected;
            wasConnected |= connected;
            if (event.getState() == Watcher.Event.KeeperState.Expired) {
                // the client gives up by itself after more than that
                surelyOver = System.nanoTime() - unheard < sessionTimeout().dividedBy(2).toNanos();
                expired.set(true);
            } else if (before && !connected) {
                unheard = System.nanoTime();
            }
            LOG.debug("the session at the engine: {}", event.getState());
        }
        changed.run();
    }

    public boolean isConnected() {
        return connected;
    }

    /** Whether the session is over: as the engine says, or as is to be feared when it was not heard of for longer than a session lasts. */
    public boolean isExpired() {
        return expired.get();
    }

    /** Whether a server has said so, and not the client by itself, as far as that can be told. */
    public boolean isSurelyOver() {
        return surelyOver;
    }

    /** Whether this client has ever been connected in this session. */
    public boolean wasConnected() {
        return wasConnected;
    }

    /** As the engine has agreed to. */
    public Duration sessionTimeout() {
        int agreed = client.getSessionTimeout();
        return agreed > 0 ? Duration.ofMillis(agreed) : settings.session();
    }

    public long sessionId() {
        return client.getSessionId();
    }

    private List<ACL> access() {
        return settings.login().isPresent() ? ZooDefs.Ids.CREATOR_ALL_ACL : ZooDefs.Ids.OPEN_ACL_UNSAFE;
    }

    private String absolute(String path) {
        return settings.path() + (path.isEmpty() ? "" : '/' + path);
    }

    // ---- the servers

    /** As the engine describes itself, and as servers answer now; empty when no majority can be counted by what is known. */
    public Optional<Ensemble> ensemble() {
        try {
            String description = new String(client.getConfig(false, null), StandardCharsets.UTF_8);
            if (!description.equals(described) || System.nanoTime() - counted > COUNT_AGAIN.toNanos()) {
                ensemble = Ensemble.of(description, new ConnectStringParser(settings.servers()).getServerAddresses(), probe::isAtWork);
                described = description;
                counted = System.nanoTime();
            }
            return ensemble;
        } catch (KeeperException.NoAuthException | KeeperException.NoNodeException unknown) {
            return Optional.empty();
        } catch (KeeperException e) {
            throw new EngineException("reading which servers there are", e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /**
     * Whether there was a moment since this was asked at which so many servers were not at work that no session can have ended: whoever
     * leads next gives each its whole time again. A second or two for each server at most, whether or not the engine is reached.
     */
    public boolean isNoMajority(Ensemble of) {
        return probe.isNoMajority(of);
    }

    // ---- one at a time

    /** Whether it was made; false when it is there. */
    public boolean create(String path, byte[] content, boolean lasting) {
        try {
            client.create(absolute(path), content, access(), lasting ? CreateMode.PERSISTENT : CreateMode.EPHEMERAL);
            return true;
        } catch (KeeperException.NodeExistsException there) {
            return false;
        } catch (KeeperException e) {
            throw new EngineException("making " + path, e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Makes the path that everything is kept below, and these below it. */
    public void createFolders(String... folders) {
        StringBuilder path = new StringBuilder();
        try {
            for (String part : settings.path().substring(1).split("/")) {
                path.append('/').append(part);
                if (client.exists(path.toString(), false) == null) {
                    client.create(path.toString(), new byte[0], access(), CreateMode.PERSISTENT);
                }
            }
        } catch (KeeperException.NodeExistsException meanwhile) {
            createFolders(folders);
            return;
        } catch (KeeperException e) {
            throw new EngineException("making " + path, e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
        for (String folder : folders) {
            create(folder, new byte[0], true);
        }
    }

    public Optional<Stored> read(String path) {
        return read(path, false);
    }

    /** @param watch whether its next change is told */
    public Optional<Stored> read(String path, boolean watch) {
        Stat stat = new Stat();
        try {
            byte[] content = client.getData(absolute(path), watch, stat);
            return Optional.of(new Stored(content == null ? new byte[0] : content, stat.getVersion(), stat.getMtime(), stat.getEphemeralOwner(),
                    stat.getCzxid()));
        } catch (KeeperException.NoNodeException none) {
            return Optional.empty();
        } catch (KeeperException e) {
            throw new EngineException("reading " + path, e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The names below a path; the next that comes or goes is told if that is wanted. */
    public List<String> children(String path, boolean watch) {
        try {
            return client.getChildren(absolute(path), watch);
        } catch (KeeperException.NoNodeException none) {
            return List.of();
        } catch (KeeperException e) {
            throw new EngineException("listing " + path, e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Writes what is there, or makes it; when, in milliseconds by the engine's clock. */
    public long put(String path, byte[] content) {
        try {
            return client.setData(absolute(path), content, -1).getMtime();
        } catch (KeeperException.NoNodeException none) {
            create(path, content, true);
            return put(path, content);
        } catch (KeeperException e) {
            throw new EngineException("writing " + path, e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Removes it, if it is there. */
    public void delete(String path) {
        try {
            client.delete(absolute(path), -1);
        } catch (KeeperException.NoNodeException none) {
            LOG.trace("{} is gone", path);
        } catch (KeeperException e) {
            throw new EngineException("deleting " + path, e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    // ---- many at once

    /** What is to be done together, or not at all. */
    public final class Transaction {

        private final List<Op> steps = new ArrayList<>();
        private int bytes;

        public Transaction create(String path, byte[] content, boolean lasting) {
            steps.add(Op.create(absolute(path), content, access(), lasting ? CreateMode.PERSISTENT : CreateMode.EPHEMERAL));
            bytes += content.length;
            return this;
        }

        /** @param version of what is replaced */
        public Transaction write(String path, byte[] content, int version) {
            steps.add(Op.setData(absolute(path), content, version));
            bytes += content.length;
            return this;
        }

        /** Only if what is there has that version. */
        public Transaction check(String path, int version) {
            steps.add(Op.check(absolute(path), version));
            return this;
        }

        public Transaction delete(String path) {
            steps.add(Op.delete(absolute(path), -1));
            return this;
        }

        CompletableFuture<Void> begin() {
            CompletableFuture<Void> done = new CompletableFuture<>();
            if (bytes > MOST_BYTES) {
                done.completeExceptionally(new EngineException(bytes + " bytes are more than the " + MOST_BYTES + " that the engine takes at once"));
                return done;
            }
            AsyncCallback.MultiCallback callback = (code, path, context, results) -> settle(done, code);
            client.multi(steps, callback, null);
            return done;
        }
    }

    public Transaction transaction() {
        return new Transaction();
    }

    private static void settle(CompletableFuture<Void> done, int code) {
        if (code == KeeperException.Code.OK.intValue()) {
            done.complete(null);
        } else {
            done.completeExceptionally(new EngineException("a change", KeeperException.create(KeeperException.Code.get(code))));
        }
    }

    /**
     * Does them side by side, each for itself.
     *
     * @return those that were not done, and why
     */
    public <K> Map<K, EngineException> commit(Map<K, Transaction> all) {
        Map<K, CompletableFuture<Void>> begun = new LinkedHashMap<>();
        all.forEach((key, transaction) -> begun.put(key, transaction.begin()));
        Map<K, EngineException> failed = new LinkedHashMap<>();
        begun.forEach((key, done) -> failure(done).ifPresent(why -> failed.put(key, why)));
        return failed;
    }

    /** Does it. */
    public void commit(Transaction transaction) {
        Map<String, EngineException> failed = commit(Map.of("", transaction));
        if (!failed.isEmpty()) {
            throw failed.get("");
        }
    }

    /** What is in a folder under these names, by name, without those that are not there. */
    public Map<String, Stored> read(String folder, Collection<String> names) {
        Map<String, CompletableFuture<Optional<Stored>>> begun = new LinkedHashMap<>();
        for (String name : names) {
            CompletableFuture<Optional<Stored>> done = new CompletableFuture<>();
            AsyncCallback.DataCallback callback = (code, path, context, content, stat) -> {
                if (code == KeeperException.Code.OK.intValue()) {
                    done.complete(Optional.of(new Stored(content == null ? new byte[0] : content, stat.getVersion(), stat.getMtime(),
                            stat.getEphemeralOwner(), stat.getCzxid())));
                } else if (code == KeeperException.Code.NONODE.intValue()) {
                    done.complete(Optional.empty());
                } else {
                    done.completeExceptionally(new EngineException("reading " + path, KeeperException.create(KeeperException.Code.get(code))));
                }
            };
            client.getData(absolute(folder + '/' + name), false, callback, null);
            begun.put(name, done);
        }
        Map<String, Stored> all = new LinkedHashMap<>();
        begun.forEach((name, done) -> {
            failure(done).ifPresent(why -> {
                throw why;
            });
            done.join().ifPresent(stored -> all.put(name, stored));
        });
        return all;
    }

    private Optional<EngineException> failure(CompletableFuture<?> done) {
        try {
            done.get(2 * sessionTimeout().toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of((EngineException) e.getCause());
        } catch (TimeoutException e) {
            return Optional.of(new EngineException("the engine does not answer"));
        } catch (InterruptedException e) {
            return Optional.of(interrupted());
        }
    }

    private static EngineException interrupted() {
        Thread.currentThread().interrupt();
        return new EngineException("interrupted");
    }

    /** What another client goes on with it by. */
    public Session session() {
        return new Session(client.getSessionId(), client.getSessionPasswd());
    }

    /** Ends the connection and leaves the session to who goes on with it in time. */
    public Session detach() {
        Session session = session();
        client.disconnect();
        return session;
    }

    /** Ends the session: what belonged to it is free at once. */
    @Override
    public void close() {
        try {
            client.close((int) settings.session().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
