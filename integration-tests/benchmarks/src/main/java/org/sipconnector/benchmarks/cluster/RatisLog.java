/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.TimeDuration;

/** Apache Ratis over gRPC. No snapshots are taken, which is in its favour. */
final class RatisLog implements RaftLog {

    private static final int PORT = 7_400;
    private static final int OUTSTANDING = 1_000;
    private static final RaftGroupId GROUP = RaftGroupId.valueOf(UUID.fromString("5f1b0000-0000-4000-8000-000000000001"));

    private final RaftServer server;
    private final RaftClient client;

    private RatisLog(RaftServer server, RaftClient client) {
        this.server = server;
        this.client = client;
    }

    static RatisLog start(Machine machine, OwnedValues values) throws IOException {
        List<RaftPeer> peers = new ArrayList<>();
        for (int i = 1; i <= machine.hosts().size(); i++) {
            peers.add(RaftPeer.newBuilder().setId(Machine.name(i)).setAddress(machine.host(i) + ":" + (PORT + i)).build());
        }
        RaftPeer self = peers.get(machine.number() - 1);
        Path directory = machine.directory().resolve("ratis");
        boolean known = Files.exists(directory);
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.<File>of(directory.toFile()));
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(ClusterMember.SILENCE_MILLIS * 2 / 3));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(ClusterMember.SILENCE_MILLIS));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, millis(500));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, millis(1_000));
        GrpcConfigKeys.Server.setPort(properties, PORT + machine.number());
        // its client blocks the thread that brings answers when more are under way
        RaftClientConfigKeys.Async.setOutstandingRequestsMax(properties, OUTSTANDING);
        RaftGroup group = RaftGroup.valueOf(GROUP, peers);
        RaftServer server = RaftServer.newBuilder().setServerId(self.getId()).setGroup(group).setProperties(properties)
                .setOption(known ? StartupOption.RECOVER : StartupOption.FORMAT).setStateMachine(new Applying(values)).build();
        server.start();
        return new RatisLog(server, RaftClient.newBuilder().setProperties(properties).setRaftGroup(group).build());
    }

    private static TimeDuration millis(int millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletionStage<byte[]> submit(byte[] command) {
        return client.async().send(Message.valueOf(ByteString.copyFrom(command)))
                .thenApply(reply -> reply.getMessage().getContent().toByteArray());
    }

    @Override
    public boolean leads() throws IOException {
        return server.getDivision(GROUP).getInfo().isLeaderReady();
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }

    private static final class Applying extends BaseStateMachine {

        private final OwnedValues values;

        Applying(OwnedValues values) {
            this.values = values;
        }

        @Override
        public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
            LogEntryProto entry = transaction.getLogEntry();
            byte[] answer = values.apply(entry.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer());
            updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
            return CompletableFuture.completedFuture(Message.valueOf(ByteString.copyFrom(answer)));
        }
    }
}
