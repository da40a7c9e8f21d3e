package org.sipconnector.sip.agent;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.sip.message.IncomingResponse;

/** How long the registrar really keeps us: our Contact's expires, else the Expires header. */
final class GrantedExpiry {

    private static final Pattern EXPIRES = Pattern.compile(";\\s*expires\\s*=\\s*\"?(\\d{1,9})", Pattern.CASE_INSENSITIVE);

    private GrantedExpiry() {}

    static OptionalLong of(IncomingResponse response, String contact, String instance) {
        List<String> contacts = response.entries("Contact");
        String uri = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
        String user = uri.substring(uri.indexOf(':') + 1, uri.indexOf('@') + 1);
        for (String marker : List.of(instance.toLowerCase(Locale.ROOT), user)) {
            for (String entry : contacts) {
                Matcher matcher = EXPIRES.matcher(entry);
                if (entry.toLowerCase(Locale.ROOT).contains(marker) && matcher.find()) {
                    return OptionalLong.of(Long.parseLong(matcher.group(1)));
                }
            }
        }
        return response.header("Expires").filter(value -> value.strip().matches("\\d{1,9}"))
                .map(value -> OptionalLong.of(Long.parseLong(value.strip()))).orElse(OptionalLong.empty());
    }
}
