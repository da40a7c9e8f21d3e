package org.sipconnector.shell;

import java.util.function.Function;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.session.CallPhase;
import org.sipconnector.api.session.SessionCall;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;

/** What there is to say about a connector in a few words. A connector whose managers are missing has little. */
record Overview(Connector connector) {

    String account() {
        ConnectorConfiguration configuration = connector.configuration();
        return configuration.user().map(user -> user + "@" + configuration.domain()).orElse("guest");
    }

    String server() {
        ConnectorConfiguration configuration = connector.configuration();
        return configuration.server() + " " + configuration.transport();
    }

    /** The system status without its family, such as {@code readyToCall}. */
    String status() {
        String status = ofSession(session -> session.systemStatus().text().replace("system:", ""), "-");
        return draining() ? status + ", drained" : status;
    }

    String call() {
        return ofSession(session -> call(session.call()), "-");
    }

    static String call(SessionCall call) {
        String phase = call.phase().text().replace("call:", "");
        if (call.number().isEmpty()) {
            return phase;
        }
        String room = call.room().filter(name -> !call.number().get().equals(name)).map(name -> ", room " + name).orElse("");
        return phase + (call.answering() ? " from " : " to ") + call.number().get() + room;
    }

    boolean inCall() {
        return ofSession(session -> session.call().phase() != CallPhase.IDLE, false);
    }

    boolean draining() {
        return connector.has(SipConnector.class) && connector.manager(SipConnector.class).snapshot().draining();
    }

    <T> T ofSession(Function<SessionSnapshot, T> reading, T otherwise) {
        return connector.has(SessionManager.class)
                ? reading.apply(connector.manager(SessionManager.class).snapshot()) : otherwise;
    }
}
