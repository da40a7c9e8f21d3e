package org.sipconnector.sip.agent;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.sip.message.IncomingResponse;

/** What the registrar says of our Contact. */
final class GrantedContact {

    private static final Pattern EXPIRES = Pattern.compile(";\\s*expires\\s*=\\s*\"?(\\d{1,9})", Pattern.CASE_INSENSITIVE);
    private static final Pattern PUBLIC_GRUU = Pattern.compile(";\\s*pub-gruu\\s*=\\s*\"([^\"]+)\"", Pattern.CASE_INSENSITIVE);

    private GrantedContact() {}

    /** How long it really keeps us: our Contact's expires, else the Expires header. */
    static OptionalLong expiry(IncomingResponse response, String contact, String instance) {
        return parameter(EXPIRES, response, contact, instance).or(() ->
                        response.header("Expires").map(String::strip).filter(value -> value.matches("\\d{1,9}")))
                .map(value -> OptionalLong.of(Long.parseLong(value))).orElse(OptionalLong.empty());
    }

    /** The name it gives us (RFC 5627 section 4.2). */
    static Optional<String> gruu(IncomingResponse response, String contact, String instance) {
        return parameter(PUBLIC_GRUU, response, contact, instance);
    }

    private static Optional<String> parameter(Pattern pattern, IncomingResponse response, String contact, String instance) {
        List<String> contacts = response.entries("Contact");
        String uri = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
        String user = uri.substring(uri.indexOf(':') + 1, uri.indexOf('@') + 1);
        for (String marker : List.of(instance.toLowerCase(Locale.ROOT), user)) {
            for (String entry : contacts) {
                Matcher matcher = pattern.matcher(entry);
                if (entry.toLowerCase(Locale.ROOT).contains(marker) && matcher.find()) {
                    return Optional.of(matcher.group(1));
                }
            }
        }
        return Optional.empty();
    }
}
