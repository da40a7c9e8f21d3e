/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.dns;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sipconnector.api.Transport;

/**
 * Finds where a server can be reached, in the order to try (RFC 3263). The transport is given, so NAPTR records only say
 * under which name its SRV records are. A literal address, a port, a name without a dot or one of the hosts file needs no
 * SRV record; without any, the host itself at the transport's usual port is taken.
 */
public final class Locator {

    private final Supplier<Resolver> resolver;

    /** @param resolver asked for each search, so that it can be replaced */
    public Locator(Supplier<Resolver> resolver) {
        this.resolver = resolver;
    }

    /**
     * Answers on the loop, never before this method has returned.
     *
     * @param port 0 for none
     */
    public void locate(String host, int port, Transport transport, EventLoop loop, Consumer<List<Hop>> found,
            Consumer<Throwable> failed) {
        search(host, port, transport).whenComplete((hops, problem) -> loop.execute(() -> {
            if (problem == null) {
                found.accept(hops);
            } else {
                failed.accept(new UnknownHostException("host name '" + host + "' is not known"));
            }
        }));
    }

    private CompletionStage<List<Hop>> search(String host, int port, Transport transport) {
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
        int usual = port > 0 ? port : transport.defaultPort();
        if (literal != null) {
            return CompletableFuture.completedFuture(List.of(new Hop(host, new InetSocketAddress(literal, usual))));
        }
        Resolver names = resolver.get();
        if (port > 0 || host.indexOf('.') < 0 || names.inHostsFile(host)) {
            return hops(names, host, usual);
        }
        return names.pointers(host).thenCompose(pointers -> services(names, serviceNames(pointers, host, transport), 0))
                .thenCompose(services -> services.isEmpty() ? hops(names, host, usual) : hops(names, services));
    }

    private static List<String> serviceNames(List<NaptrRecord> pointers, String host, Transport transport) {
        List<String> named = pointers.stream().filter(pointer -> pointer.leadsTo(service(transport)))
                .sorted(Comparator.comparingInt(NaptrRecord::order).thenComparingInt(NaptrRecord::preference))
                .map(NaptrRecord::replacement).toList();
        return named.isEmpty() ? List.of(prefix(transport) + host) : named;
    }

    /** RFC 3263 section 4.1, RFC 7118 section 10.4. */
    private static String service(Transport transport) {
        return switch (transport) {
            case UDP -> "SIP+D2U";
            case TCP -> "SIP+D2T";
            case TLS -> "SIPS+D2T";
            case WS -> "SIP+D2W";
            case WSS -> "SIPS+D2W";
        };
    }

    private static String prefix(Transport transport) {
        return switch (transport) {
            case UDP -> "_sip._udp.";
            case TCP -> "_sip._tcp.";
            case TLS -> "_sips._tcp.";
            case WS -> "_sip._ws.";
            case WSS -> "_sips._ws.";
        };
    }

    /** The records of the first name that has any. */
    private static CompletionStage<List<SrvRecord>> services(Resolver names, List<String> candidates, int index) {
        return names.services(candidates.get(index)).thenCompose(found -> found.isEmpty() && index + 1 < candidates.size()
                ? services(names, candidates, index + 1)
                : CompletableFuture.completedFuture(found));
    }

    private static CompletionStage<List<Hop>> hops(Resolver names, List<SrvRecord> services) {
        List<CompletableFuture<List<Hop>>> parts =
                SrvRecord.ordered(services, () -> ThreadLocalRandom.current().nextDouble()).stream()
                        .filter(service -> !service.refuses())
                        .map(service -> hops(names, service.target(), service.port())
                                .exceptionally(unknown -> List.of()).toCompletableFuture())
                        .toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(all -> {
            List<Hop> hops = new ArrayList<>();
            parts.forEach(part -> hops.addAll(part.join()));
            if (hops.isEmpty()) {
                throw new IllegalStateException("no target of the service records has an address");
            }
            return hops;
        });
    }

    private static CompletionStage<List<Hop>> hops(Resolver names, String host, int port) {
        return names.addresses(host).thenApply(addresses -> addresses.stream()
                .map(address -> new Hop(host, new InetSocketAddress(address, port))).toList());
    }
}
