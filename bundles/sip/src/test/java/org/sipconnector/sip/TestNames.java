/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A name server on loopback that knows what a test tells it. */
public final class TestNames implements AutoCloseable {

    private final NioEventLoopGroup thread = new NioEventLoopGroup(1);
    private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
    /** What was asked, such as {@code SRV _sip._tcp.sip.test}. */
    public final List<String> asked = new CopyOnWriteArrayList<>();
    /** Port and id of each question. */
    public final List<String> origins = new CopyOnWriteArrayList<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Channel channel;

    public TestNames() {
        channel = new Bootstrap().group(thread).channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        fresh.pipeline().addLast(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new Answers());
                    }
                }).bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).syncUninterruptibly().channel();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    public TestNames host(String name, String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return add((bytes.length == 4 ? "A " : "AAAA ") + name, bytes);
    }

    /** Questions for that name, and those below it, are never answered. */
    public TestNames silent(String name) {
        silent.add(name);
        return this;
    }

    public TestNames service(String name, int priority, int weight, int port, String target) {
        ByteBuf content = Unpooled.buffer().writeShort(priority).writeShort(weight).writeShort(port);
        writeName(content, target);
        return add("SRV " + name, bytes(content));
    }

    public TestNames pointer(String name, int order, int preference, String service, String replacement) {
        ByteBuf content = Unpooled.buffer().writeShort(order).writeShort(preference);
        for (String text : List.of("s", service, "")) {
            content.writeByte(text.length()).writeCharSequence(text, StandardCharsets.US_ASCII);
        }
        writeName(content, replacement);
        return add("NAPTR " + name, bytes(content));
    }

    private TestNames add(String question, byte[] answer) {
        records.computeIfAbsent(question, key -> new ArrayList<>()).add(answer);
        return this;
    }

    private static byte[] bytes(ByteBuf content) {
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        return bytes;
    }

    private static void writeName(ByteBuf content, String name) {
        for (String label : name.split("\\.")) {
            content.writeByte(label.length()).writeCharSequence(label, StandardCharsets.US_ASCII);
        }
        content.writeByte(0);
    }

    private final class Answers extends SimpleChannelInboundHandler<DatagramDnsQuery> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            String name = question.name().replaceFirst("\\.$", "");
            String wanted = question.type().name() + ' ' + name;
            asked.add(wanted);
            if (silent.stream().anyMatch(name::endsWith)) {
                return;
            }
            origins.add(query.sender().getPort() + " " + query.id());
            List<byte[]> found = records.getOrDefault(wanted, List.of());
            DatagramDnsResponse response = new DatagramDnsResponse(query.recipient(), query.sender(), query.id());
            response.addRecord(DnsSection.QUESTION, question);
            boolean known = records.keySet().stream().anyMatch(key -> key.endsWith(' ' + name));
            response.setCode(known ? DnsResponseCode.NOERROR : DnsResponseCode.NXDOMAIN);
            found.forEach(content -> response.addRecord(DnsSection.ANSWER, new DefaultDnsRawRecord(question.name(),
                    DnsRecordType.valueOf(question.type().intValue()), 60, Unpooled.wrappedBuffer(content))));
            context.writeAndFlush(response);
        }
    }

    @Override
    public void close() {
        channel.close();
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
