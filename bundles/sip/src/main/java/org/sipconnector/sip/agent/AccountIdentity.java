package org.sipconnector.sip.agent;

import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.UserAgentSettings;
import org.sipconnector.sip.digest.DigestClient;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.message.Tokens;
import org.sipconnector.sip.transaction.ServerTransaction;

/** An account on the wire. Its Via and Contact are names of no host: the peer answers over the WebSocket (RFC 7118). */
final class AccountIdentity implements Identity {

    private final UserAgentSettings settings;
    private final String sentBy = Tokens.random(12) + ".invalid";
    private final String contactUser = Tokens.random(8);
    private final DigestClient digest;

    AccountIdentity(UserAgentSettings settings) {
        this.settings = settings;
        this.digest = new DigestClient(settings.authorizationUser(), settings.password());
    }

    @Override
    public String sentBy() {
        return sentBy;
    }

    @Override
    public String from() {
        String uri = "<sip:" + settings.user() + '@' + settings.domain() + '>';
        return settings.displayName().isEmpty()
                ? uri
                : '"' + settings.displayName().replace("\\", "\\\\").replace("\"", "\\\"") + "\" " + uri;
    }

    @Override
    public String contact() {
        return "<sip:" + contactUser + '@' + sentBy + ";transport=ws>";
    }

    @Override
    public String userAgent() {
        return settings.userAgent();
    }

    @Override
    public DigestClient digest() {
        return digest;
    }

    @Override
    public String resolve(String target) {
        return target;
    }

    @Override
    public boolean serves(IncomingRequest request) {
        String user = request.targetUser();
        return user.equals(settings.user()) || user.equals(contactUser);
    }

    @Override
    public void register(ServerTransaction transaction) {
        transaction.respond(405, java.util.List.of(new Header("Allow", RequestDraft.ALLOW)));
    }
}
