/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a STUN or TURN server (RFC 7064, RFC 7065), such as {@code stun:stun.example.org:3478} or
 * {@code turn:[2001:db8::1]?transport=tcp}.
 *
 * @param scheme    stun, stuns, turn or turns, in small letters
 * @param host      a name, an IPv4 address, or an IPv6 address in brackets
 * @param port      1 to 65535; absent for the scheme's own
 * @param transport udp or tcp, for turn and turns only; absent for the scheme's own
 */
public record IceServerUrl(String scheme, String host, OptionalInt port, Optional<String> transport) {

    private static final Pattern PARTS = Pattern.compile("([^:]*):(\\[[^\\]]*\\]|[^:?\\[\\]]*)(?::([^?]*))?(?:\\?(.*))?");
    private static final Pattern NAME = Pattern.compile("(?!.{254})[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
            + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\\.?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern BRACKETED = Pattern.compile("\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\\]");
    private static final int HIGHEST_PORT = 65_535;

    /** @throws InvalidIceServerException when the parts make no address of an ICE server */
    public IceServerUrl {
        String url = text(scheme, host, port, transport);
        require(url, scheme.matches("stuns?|turns?"), "it must begin with stun:, stuns:, turn: or turns:");
        require(url, host(host), "the host must be a name, an IPv4 address, or an IPv6 address in brackets");
        require(url, port.orElse(1) >= 1 && port.orElse(1) <= HIGHEST_PORT, "the port must be 1 to 65535");
        require(url, transport.isEmpty() || scheme.startsWith("turn"), "only turn: and turns: take a transport");
        require(url, transport.orElse("udp").matches("udp|tcp"), "the transport must be udp or tcp");
    }

    /** @throws InvalidIceServerException saying in one line what is wrong and what is allowed */
    public static IceServerUrl parse(String url) {
        Matcher parts = PARTS.matcher(url);
        require(url, parts.matches(), "it must read SCHEME:HOST, SCHEME:HOST:PORT or SCHEME:HOST:PORT?transport=udp");
        String query = parts.group(4);
        require(url, query == null || query.toLowerCase(Locale.ROOT).startsWith("transport="),
                "after ? only transport=udp or transport=tcp may follow");
        return new IceServerUrl(parts.group(1).toLowerCase(Locale.ROOT), parts.group(2), port(url, parts.group(3)),
                Optional.ofNullable(query).map(text -> text.substring("transport=".length()).toLowerCase(Locale.ROOT)));
    }

    /** Whether the server asks for a user and a password. */
    public boolean relays() {
        return scheme.startsWith("turn");
    }

    @Override
    public String toString() {
        return text(scheme, host, port, transport);
    }

    private static OptionalInt port(String url, String digits) {
        if (digits == null) {
            return OptionalInt.empty();
        }
        require(url, digits.matches("[0-9]{1,5}"), "the port must be 1 to 65535");
        return OptionalInt.of(Integer.parseInt(digits));
    }

    private static boolean host(String host) {
        if (!host.startsWith("[")) {
            return NAME.matcher(host).matches() && (!NUMBERS.matcher(host).matches() || address(host));
        }
        try {
            // an address, so nothing is looked up
            return BRACKETED.matcher(host).matches() && InetAddress.getByName(host) != null;
        } catch (UnknownHostException none) {
            return false;
        }
    }

    private static boolean address(String host) {
        String[] numbers = host.split("\\.", -1);
        return numbers.length == 4
                && Arrays.stream(numbers).allMatch(number -> number.matches("[0-9]{1,3}") && Integer.parseInt(number) <= 255);
    }

    private static String text(String scheme, String host, OptionalInt port, Optional<String> transport) {
        return scheme + ":" + host + (port.isPresent() ? ":" + port.getAsInt() : "")
                + transport.map(name -> "?transport=" + name).orElse("");
    }

    private static void require(String url, boolean met, String allowed) {
        if (!met) {
            throw new InvalidIceServerException(url, allowed);
        }
    }
}
