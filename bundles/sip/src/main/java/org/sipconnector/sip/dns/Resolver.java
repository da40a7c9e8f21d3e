/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.dns;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks name servers, without blocking a thread. What they answer is kept as long as they say. Any thread. */
public final class Resolver implements AutoCloseable {

    private static final long QUERY_MILLIS = 2_000;
    private static final int MAX_QUERIES = 8;
    /** An absent service record, too, is not asked for by each of thousands of accounts. */
    private static final long ABSENT_SECONDS = 30;
    private static final int MOST_KEPT = 1_000;
    private static final long LONGEST_SECONDS = 3_600;

    private final DnsNameResolver dns;
    private final Map<Question, Answer> kept = new ConcurrentHashMap<>();
    /** What is being asked, by whom there may be thousands who wait for it. */
    private final Map<Question, CompletableFuture<?>> asking = new ConcurrentHashMap<>();

    private record Question(String name, DnsRecordType type) {}

    private record Answer(List<?> records, long endNanos) {}

    /** @param servers whom to ask, in order; those of the operating system when empty */
    public Resolver(EventLoop loop, List<InetSocketAddress> servers) {
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop)
                .datagramChannelType(NioDatagramChannel.class).socketChannelType(NioSocketChannel.class)
                // a source port for each question: with the random id it is what a forged answer has to guess (RFC 5452)
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .queryTimeoutMillis(QUERY_MILLIS).maxQueriesPerResolve(MAX_QUERIES).completeOncePreferredResolved(false);
        if (!servers.isEmpty()) {
            builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(servers)).searchDomains(List.of());
        }
        dns = builder.build();
    }

    /** The host's addresses; fails with UnknownHostException. */
    CompletionStage<List<InetAddress>> addresses(String host) {
        return once(new Question(host, DnsRecordType.A), () -> stage(dns.resolveAll(host), Function.identity()));
    }

    /** Whether the operating system itself knows the host, so that no server need be asked. */
    boolean inHostsFile(String host) {
        return dns.hostsFileEntriesResolver().address(host, dns.resolvedAddressTypes()) != null;
    }

    /** Empty when there are none. */
    CompletionStage<List<SrvRecord>> services(String name) {
        return records(name, DnsRecordType.SRV, SrvRecord::read);
    }

    /** Empty when there are none. */
    CompletionStage<List<NaptrRecord>> pointers(String name) {
        return records(name, DnsRecordType.NAPTR, NaptrRecord::read);
    }

    @SuppressWarnings("unchecked")
    private <T> CompletionStage<List<T>> records(String name, DnsRecordType type, Function<ByteBuf, T> reader) {
        Question question = new Question(name, type);
        Answer known = kept.get(question);
        if (known != null && known.endNanos() - System.nanoTime() > 0) {
            return CompletableFuture.completedFuture((List<T>) known.records());
        }
        return once(question, () -> stage(dns.resolveAll(new DefaultDnsQuestion(name, type)), found -> {
            List<T> records = new ArrayList<>();
            long seconds = read(found, type, reader, records);
            keep(question, List.copyOf(records), seconds);
            return List.copyOf(records);
        }).exceptionally(absent -> {
            keep(question, List.of(), ABSENT_SECONDS);
            return List.of();
        }));
    }

    /** Asks unless that is being asked already: a name that is not answered costs the same for thousands of accounts as for one. */
    @SuppressWarnings("unchecked")
    private <T> CompletionStage<T> once(Question question, Supplier<CompletableFuture<T>> ask) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<?> others = asking.putIfAbsent(question, mine);
        if (others != null) {
            return (CompletableFuture<T>) others;
        }
        ask.get().whenComplete((answer, failure) -> {
            asking.remove(question, mine);
            if (failure == null) {
                mine.complete(answer);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    private static <T> long read(List<DnsRecord> found, DnsRecordType type, Function<ByteBuf, T> reader, List<T> into) {
        long seconds = LONGEST_SECONDS;
        try {
            for (DnsRecord record : found) {
                if (record instanceof DnsRawRecord raw && record.type().equals(type)) {
                    into.add(reader.apply(raw.content()));
                    seconds = Math.min(seconds, record.timeToLive());
                }
            }
            return seconds;
        } finally {
            found.forEach(io.netty.util.ReferenceCountUtil::release);
        }
    }

    private void keep(Question question, List<?> records, long seconds) {
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(question, new Answer(records, System.nanoTime() + seconds * 1_000_000_000L));
    }

    private static <A, B> CompletableFuture<B> stage(Future<A> future, Function<A, B> reading) {
        CompletableFuture<B> stage = new CompletableFuture<>();
        future.addListener((Future<A> done) -> {
            try {
                if (done.isSuccess()) {
                    stage.complete(reading.apply(done.getNow()));
                } else {
                    stage.completeExceptionally(done.cause());
                }
            } catch (RuntimeException malformed) {
                stage.completeExceptionally(malformed);
            }
        });
        return stage;
    }

    @Override
    public void close() {
        dns.close();
    }
}
