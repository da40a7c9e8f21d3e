/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jgroups.JChannel;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.protocols.raft.ELECTION;
import org.jgroups.protocols.raft.FileBasedLog;
import org.jgroups.protocols.raft.NO_DUPES;
import org.jgroups.protocols.raft.RAFT;
import org.jgroups.protocols.raft.REDIRECT;
import org.jgroups.raft.Options;
import org.jgroups.raft.RaftHandle;
import org.jgroups.raft.StateMachine;

/** jgroups-raft over TCP, with its log in files that are forced to the disk. */
final class JGroupsRaftLog implements RaftLog {

    private static final int PORT = 7_800;
    private static final int LOG_BYTES = 256 << 20;

    private final JChannel channel;
    private final RaftHandle handle;

    private JGroupsRaftLog(JChannel channel, RaftHandle handle) {
        this.channel = channel;
        this.handle = handle;
    }

    static JGroupsRaftLog start(Machine machine, OwnedValues values) throws Exception {
        List<InetSocketAddress> addresses = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= machine.hosts().size(); i++) {
            addresses.add(new InetSocketAddress(machine.host(i), PORT));
            names.add(Machine.name(i));
        }
        TCP transport = new TCP();
        transport.setBindAddress(InetAddress.getByName(machine.host(machine.number())));
        transport.setBindPort(PORT);
        RAFT raft = new RAFT().raftId(machine.name()).members(names).logClass(FileBasedLog.class.getName()).logUseFsync(true)
                .logDir(machine.directory().toString()).logPrefix("jgroups").maxLogSize(LOG_BYTES);
        JChannel channel = new JChannel(transport, new TCPPING().setInitialHosts(addresses).setPortRange(0),
                new MERGE3().setMinInterval(1_000).setMaxInterval(3_000), new FD_SOCK2(),
                new FD_ALL3().setTimeout(ClusterMember.SILENCE_MILLIS).setInterval(ClusterMember.SILENCE_MILLIS / 3), new VERIFY_SUSPECT2(),
                new NAKACK2().useMcastXmit(false), new UNICAST3(), new STABLE(), new NO_DUPES(), new GMS().setJoinTimeout(2_000), new UFC(),
                new MFC(),
                new FRAG4(), new ELECTION(), raft, new REDIRECT());
        channel.setName(machine.name());
        RaftHandle handle = new RaftHandle(channel, new Applying(values));
        channel.connect("benchmark");
        return new JGroupsRaftLog(channel, handle);
    }

    @Override
    public CompletionStage<byte[]> submit(byte[] command) {
        try {
            return handle.setAsync(command, 0, command.length, Options.DEFAULT_OPTIONS);
        } catch (Exception noLeader) {
            return CompletableFuture.failedFuture(noLeader);
        }
    }

    @Override
    public boolean leads() {
        return handle.isLeader();
    }

    @Override
    public void close() {
        channel.close();
    }

    private record Applying(OwnedValues values) implements StateMachine {

        @Override
        public byte[] apply(byte[] data, int offset, int length, boolean serialize) {
            return values.apply(ByteBuffer.wrap(data, offset, length));
        }

        @Override
        public void readContentFrom(DataInput in) throws IOException {
            values.readFrom(in);
        }

        @Override
        public void writeContentTo(DataOutput out) throws IOException {
            values.writeTo(out);
        }
    }
}
