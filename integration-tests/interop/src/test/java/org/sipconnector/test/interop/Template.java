/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills what a case writes in braces. */
final class Template {

    private static final Pattern PLACE =
            Pattern.compile("\\{([A-Za-z][\\w-]*)(?:\\.([\\w-]+))?(?:/(uri|tag|number|ufrag))?\\}|\\{(\\d+) x ([^}]*)\\}");

    private final ScriptedUserAgent conversation;

    Template(ScriptedUserAgent conversation) {
        this.conversation = conversation;
    }

    /** The text with every placeholder replaced once. */
    String fill(String text) {
        Matcher matcher = PLACE.matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(matcher.group(4) != null
                ? matcher.group(5).repeat(Integer.parseInt(matcher.group(4)))
                : value(matcher.group(1), matcher.group(2), matcher.group(3))));
    }

    private String value(String name, String header, String part) {
        if (header != null) {
            ReceivedMessage message = conversation.heard(name);
            if (!header.equals("body")) {
                return part(message, header, part);
            }
            return part == null ? message.body() : message.body().replaceAll("(?s).*?a=ice-ufrag:(\\S+).*", "$1");
        }
        return switch (name) {
            case "port" -> Integer.toString(conversation.port());
            case "user" -> ScriptedUserAgent.USER;
            case "domain" -> ScriptedUserAgent.DOMAIN;
            case "transport" -> conversation.connection().transport().name();
            case "transport-parameter" -> conversation.connection().transport().webSocket()
                    ? "ws"
                    : conversation.connection().transport().name().toLowerCase(java.util.Locale.ROOT);
            case "contact" -> conversation.contact();
            case "uri" -> conversation.other().target();
            case "fresh" -> Long.toString(System.nanoTime(), 36);
            case "authorization" -> Credentials.answering(conversation.last(), conversation.own().aor());
            case "offer" -> BrowserDescriptions.offer();
            case "plain-offer" -> BrowserDescriptions.plain();
            case "answer" -> BrowserDescriptions.answer(conversation.last().body());
            case "restart-offer" -> BrowserDescriptions.restart();
            case "unbundled-offer" -> BrowserDescriptions.unbundled(BrowserDescriptions.offer());
            case "unbundled-answer" -> BrowserDescriptions.unbundled(BrowserDescriptions.answer(conversation.last().body()));
            case "transport-attributes" -> BrowserDescriptions.transport();
            default -> part(conversation.last(), name, part);
        };
    }

    private static String part(ReceivedMessage message, String header, String part) {
        if (part == null) {
            return message.header(header);
        }
        return switch (part) {
            case "uri" -> message.uri(header);
            case "parameters" -> message.header(header).replaceAll("(?s)^[^>]*>", "");
            case "tag" -> message.header(header).replaceAll("(?s).*;tag=([^;]*).*", "$1");
            default -> message.header(header).replaceAll("(?s)^(\\d+).*", "$1");
        };
    }
}
