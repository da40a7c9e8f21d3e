/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client answers the first challenge of a 401 with (RFC 7616 section 3.4): MD5, auth. */
final class Credentials {

    private static final String COUNT = "00000001";
    private static final String CNONCE = "0a4f113b";

    private Credentials() {}

    /** @param aor the user's, who asked for the domain */
    static String answering(ReceivedMessage challenge, String aor) {
        String user = aor.replaceAll("^sips?:|@.*", "");
        String uri = "sip:" + ScriptedUserAgent.DOMAIN;
        String realm = parameter(challenge, "realm");
        String nonce = parameter(challenge, "nonce");
        String secret = md5(user + ':' + realm + ':' + ScriptedUserAgent.PASSWORD);
        String response = md5(String.join(":", secret, nonce, COUNT, CNONCE, "auth", md5(challenge.method() + ':' + uri)));
        return "Digest username=\"" + user + "\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\"" + uri + "\", response=\""
                + response + "\", algorithm=MD5, qop=auth, nc=" + COUNT + ", cnonce=\"" + CNONCE + '"';
    }

    private static String parameter(ReceivedMessage challenge, String name) {
        Matcher matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(challenge.header("WWW-Authenticate"));
        if (!matcher.find()) {
            throw new AssertionError("no " + name + " in " + challenge);
        }
        return matcher.group(1);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
