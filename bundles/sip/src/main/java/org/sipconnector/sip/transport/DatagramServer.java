/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.sipconnector.api.Transport;
import org.sipconnector.sip.transport.FlowUser.Closing;

/** A UDP socket that serves many: each remote address is a flow, ended when nobody needs it any more. */
final class DatagramServer extends ChannelInboundHandlerAdapter {

    private static final int MAX_FLOWS = 20_000;
    private static final int SWEEP_SECONDS = 30;

    private final Function<Channel, FlowUser> users;
    private final Map<InetSocketAddress, Peer> peers = new HashMap<>();
    private final Admission admission;
    private final SourceUsage sources = new SourceUsage();
    private ScheduledFuture<?> sweeper;

    private static final class Peer {
        private final FlowUser user;
        private boolean active = true;
        private Flow flow;

        private Peer(FlowUser user) {
            this.user = user;
        }
    }

    DatagramServer(Function<Channel, FlowUser> users, Admission admission) {
        this.admission = admission;
        this.users = users;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        sweeper = context.executor().scheduleAtFixedRate(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        try {
            received(context, packet);
        } finally {
            packet.release();
        }
    }

    private void received(ChannelHandlerContext context, DatagramPacket packet) {
        byte[] bytes = ByteBufUtil.getBytes(packet.content());
        if (bytes.length <= 4) {
            return;
        }
        Peer peer = peers.get(packet.sender());
        if (peer == null) {
            if (peers.size() >= MAX_FLOWS
                    || !sources.enter(packet.sender().getAddress(), admission.limits().connectionsPerSource())) {
                admission.exceeded().add("limits.connectionsPerSource", packet.sender().getAddress());
                return;
            }
            peer = open(context.channel(), packet.sender());
        }
        peer.active = true;
        if (!peer.flow.stalled()) {
            peer.user.received(bytes);
        }
    }

    private Peer open(Channel channel, InetSocketAddress remote) {
        Peer peer = new Peer(users.apply(channel));
        peers.put(remote, peer);
        peer.flow = new Flow(channel, Transport.UDP, remote, message -> new DatagramPacket(message, remote),
                () -> onLoop(channel, () -> close(remote, "closed")));
        peer.user.opened(peer.flow);
        return peer;
    }

    /** A client that was taken up has another loop than the socket. */
    private static void onLoop(Channel channel, Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            channel.eventLoop().execute(task);
        }
    }

    private void close(InetSocketAddress remote, String reason) {
        Peer peer = peers.remove(remote);
        if (peer != null) {
            sources.leave(remote.getAddress());
            peer.user.closed(new Closing(true, 0, reason));
        }
    }

    private void sweep() {
        List.copyOf(peers.entrySet()).forEach(entry -> {
            Peer peer = entry.getValue();
            if (!peer.active && !peer.user.needed()) {
                close(entry.getKey(), "idle");
            }
            peer.active = false;
        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        sweeper.cancel(false);
        List.copyOf(peers.keySet()).forEach(remote -> close(remote, "closed"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // one client's unreachable port must not end the others
        org.slf4j.LoggerFactory.getLogger(DatagramServer.class).debug("UDP: {}", Failures.describe(cause));
    }
}
