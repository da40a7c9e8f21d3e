package org.sipconnector.test.interop;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills what a case writes in braces. */
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][\\w-]*)(?:\\.([\\w-]+))?(/uri)?\\}|\\{(\\d+) x ([^}]*)\\}");

    private final Conversation conversation;

    Template(Conversation conversation) {
        this.conversation = conversation;
    }

    /** The text with every placeholder replaced once. */
    String fill(String text) {
        Matcher matcher = PLACE.matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(matcher.group(4) != null
                ? matcher.group(5).repeat(Integer.parseInt(matcher.group(4)))
                : value(matcher.group(1), matcher.group(2), matcher.group(3) != null)));
    }

    private String value(String name, String header, boolean uri) {
        if (header != null) {
            Received message = conversation.heard(name);
            return header.equals("body") ? message.body() : uri ? message.uri(header) : message.header(header);
        }
        return switch (name) {
            case "port" -> Integer.toString(conversation.peer.port());
            case "user" -> Conversation.USER;
            case "domain" -> Conversation.DOMAIN;
            case "transport" -> conversation.connection().transport().name();
            case "transport-parameter" -> conversation.connection().transport().webSocket()
                    ? "ws" : conversation.connection().transport().name().toLowerCase(java.util.Locale.ROOT);
            case "contact" -> conversation.contact();
            case "uri" -> conversation.heard("register").uri("Contact");
            case "fresh" -> Long.toString(System.nanoTime(), 36);
            case "offer" -> Descriptions.offer();
            case "answer" -> Descriptions.answer(conversation.last().body());
            default -> uri ? conversation.last().uri(name) : conversation.last().header(name);
        };
    }
}
