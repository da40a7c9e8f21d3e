/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** A node that is a client of a ZooKeeper ensemble. The version of an entry's owner is the fence of its value. */
final class ZooKeeperMember implements ClusterMember {

    private static final String OWNERS = "/owners";
    private static final String VALUES = "/values";
    private static final String LIVING = "/living";
    private static final byte[] NOTHING = {};

    private final Machine machine;
    private final ZooKeeper client;
    private final Map<String, Integer> fences = new ConcurrentHashMap<>();

    private ZooKeeperMember(Machine machine, ZooKeeper client) {
        this.machine = machine;
        this.client = client;
    }

    static ZooKeeperMember connect(Machine machine) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper(ZooKeeperServer.connectString(machine), SESSION_MILLIS, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        if (!connected.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no connection to " + ZooKeeperServer.connectString(machine));
        }
        for (String folder : List.of(OWNERS, VALUES, LIVING)) {
            createIfAbsent(client, folder, CreateMode.PERSISTENT);
        }
        createIfAbsent(client, LIVING + "/" + machine.name(), CreateMode.EPHEMERAL);
        return new ZooKeeperMember(machine, client);
    }

    private static void createIfAbsent(ZooKeeper client, String path, CreateMode mode) throws Exception {
        try {
            client.create(path, NOTHING, Ids.OPEN_ACL_UNSAFE, mode);
        } catch (KeeperException.NodeExistsException there) {
            if (mode == CreateMode.EPHEMERAL) {
                // a former process of this machine, whose session has not ended yet
                client.delete(path, -1);
                client.create(path, NOTHING, Ids.OPEN_ACL_UNSAFE, mode);
            }
        }
    }

    @Override
    public CompletionStage<Boolean> own(String key, long epoch) {
        CompletableFuture<Boolean> owned = new CompletableFuture<>();
        byte[] mine = ByteBuffer.allocate(Long.BYTES).putLong(epoch).array();
        client.getData(OWNERS + "/" + key, false, (result, path, context, data, stat) -> {
            if (Code.get(result) == Code.NONODE) {
                List<Op> both = List.of(Op.create(path, mine, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
                        Op.create(VALUES + "/" + key, NOTHING, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
                client.multi(both, (code, of, with, results) -> settle(owned, key, code, 0), null);
            } else if (Code.get(result) != Code.OK) {
                owned.completeExceptionally(KeeperException.create(Code.get(result)));
            } else if (ByteBuffer.wrap(data).getLong() >= epoch) {
                owned.complete(false);
            } else {
                client.setData(path, mine, stat.getVersion(), (code, of, with, after) -> settle(owned, key, code, stat.getVersion() + 1), null);
            }
        }, null);
        return owned;
    }

    private void settle(CompletableFuture<Boolean> owned, String key, int code, int version) {
        switch (Code.get(code)) {
            case OK -> {
                fences.put(key, version);
                owned.complete(true);
            }
            case BADVERSION, NODEEXISTS -> owned.complete(false);
            default -> owned.completeExceptionally(KeeperException.create(Code.get(code)));
        }
    }

    @Override
    public CompletionStage<Boolean> write(String key, long epoch, byte[] value) {
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        List<Op> both = List.of(Op.check(OWNERS + "/" + key, fences.getOrDefault(key, 0)), Op.setData(VALUES + "/" + key, value, -1));
        client.multi(both, (code, path, context, results) -> {
            switch (Code.get(code)) {
                case OK -> written.complete(true);
                case BADVERSION, SESSIONEXPIRED -> written.complete(false);
                default -> written.completeExceptionally(KeeperException.create(Code.get(code)));
            }
        }, null);
        return written;
    }

    @Override
    public CompletionStage<byte[]> read(String key) {
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        client.sync(VALUES + "/" + key, (ignored, path, context) -> client.getData(path, false, (code, of, with, data, stat) -> {
            if (Code.get(code) == Code.OK) {
                read.complete(data);
            } else {
                read.completeExceptionally(KeeperException.create(Code.get(code)));
            }
        }, null), null);
        return read;
    }

    @Override
    public void awaitLoss(String other) throws Exception {
        String path = LIVING + "/" + other;
        while (true) {
            CountDownLatch changed = new CountDownLatch(1);
            // also told when the connection is lost, so it is looked at again
            if (client.exists(path, event -> changed.countDown()) == null) {
                return;
            }
            changed.await();
        }
    }

    @Override
    public boolean leads() {
        return ZooKeeperServer.leads(machine);
    }

    @Override
    public void close() throws InterruptedException {
        client.close();
    }
}
