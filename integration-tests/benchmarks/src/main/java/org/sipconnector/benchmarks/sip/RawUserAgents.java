/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import gov.nist.core.CommonLogger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.CSeqHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.sipconnector.api.Transport;

/**
 * jain-sip as an application uses it, its transactions and dialogs included. UDP and TCP are its own: one socket for all
 * accounts. Its WebSocket client does not work, so that transport is Netty's, a connection for each account.
 */
final class RawUserAgents implements UserAgents, SipListener {

    private static final String HOST = "127.0.0.1";
    /** A cancelled task stays in a {@code java.util.Timer} until its time, the longest is timer F (RFC 3261). */
    private static final int LINGER_SECONDS = 34;

    private final Map<String, RawAccount> accounts = new ConcurrentHashMap<>();
    private final RawMessages messages;
    private final SipProvider provider;
    private final RawWebSockets webSockets;
    private final Ports ports;
    private final int port;
    private volatile Window window;

    /** It looks for log4j before it reads its properties. */
    private static void useOurLog() {
        CommonLogger.useLegacyLogger = true;
        CommonLogger.legacyLogger = new RawLog();
    }

    RawUserAgents(Ports ports) throws Exception {
        this.ports = ports;
        useOurLog();
        SipFactory factory = SipFactory.getInstance();
        factory.setPathName("gov.nist");
        SipStack stack = factory.createSipStack(properties(ports));
        webSockets = RawTransports.webSockets();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            port = free.getLocalPort();
        }
        provider = stack.createSipProvider(stack.createListeningPoint(HOST, port, "udp"));
        provider.addListeningPoint(stack.createListeningPoint(HOST, port, "tcp"));
        provider.addListeningPoint(stack.createListeningPoint(HOST, port, "ws"));
        provider.addSipListener(this);
        messages = new RawMessages(factory);
    }

    private static Properties properties(Ports ports) {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "raw");
        properties.setProperty("javax.sip.ROUTER_PATH", RawRouter.class.getName());
        properties.setProperty("javax.sip.OUTBOUND_PROXY", ports.toString());
        properties.setProperty("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
        properties.setProperty("gov.nist.javax.sip.MESSAGE_PROCESSOR_FACTORY", RawTransports.class.getName());
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        // else each datagram has a thread of its own
        properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "2");
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", RawLog.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", RawServerLog.class.getName());
        return properties;
    }

    @Override
    public void open(Transport transport, String domain, int number, Window next) throws Exception {
        window = next;
        String host = transport == Transport.WS ? webSockets.nextHost() : HOST;
        RawAccount account = messages.account(transport, host, port, domain, number);
        accounts.put(transport + domain + number, account);
        if (transport == Transport.WS) {
            webSockets.connect(host, ports.ws(), () -> register(account), () -> next.failed(number));
        } else {
            register(account);
        }
    }

    @Override
    public void register(Transport transport, String domain, int number, Window next) {
        window = next;
        register(accounts.get(transport + domain + number));
    }

    private void register(RawAccount account) {
        send(account, () -> messages.register(account));
    }

    @Override
    public void call(Transport transport, int number, Window next) {
        window = next;
        RawAccount account = accounts.get(transport + CalleeAnswers.AGAIN + number);
        send(account, () -> messages.invite(account));
    }

    @Override
    public int lingerSeconds() {
        return LINGER_SECONDS;
    }

    private interface Making {
        Request make() throws Exception;
    }

    private void send(RawAccount account, Making making) {
        try {
            ClientTransaction transaction = provider.getNewClientTransaction(making.make());
            transaction.setApplicationData(account);
            transaction.sendRequest();
        } catch (Exception e) {
            window.failed(account.number());
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        ClientTransaction transaction = event.getClientTransaction();
        if (transaction == null || event.getResponse().getStatusCode() < 200) {
            return;
        }
        RawAccount account = (RawAccount) transaction.getApplicationData();
        Response response = event.getResponse();
        int status = response.getStatusCode();
        switch (((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getMethod()) {
            case Request.REGISTER -> {
                if (status == 401 && !account.answered()) {
                    account.challenged((WWWAuthenticateHeader) response.getHeader(WWWAuthenticateHeader.NAME));
                    register(account);
                } else {
                    account.over();
                    end(account, status);
                }
            }
            case Request.INVITE -> confirm(account, event.getDialog(), response);
            default -> end(account, status);
        }
    }

    private void end(RawAccount account, int status) {
        if (status == 200) {
            window.done(account.number());
        } else {
            window.failed(account.number());
        }
    }

    private void confirm(RawAccount account, Dialog dialog, Response response) {
        if (response.getStatusCode() != 200) {
            window.failed(account.number());
            return;
        }
        try {
            Request ack = dialog.createAck(((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getSeqNumber());
            dialog.sendAck(messages.from(account, ack));
            ClientTransaction bye = provider.getNewClientTransaction(messages.from(account, dialog.createRequest(Request.BYE)));
            bye.setApplicationData(account);
            dialog.sendRequest(bye);
        } catch (SipException | java.text.ParseException | javax.sip.InvalidArgumentException e) {
            window.failed(account.number());
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()) {
            window.failed(((RawAccount) event.getClientTransaction().getApplicationData()).number());
        }
    }

    @Override
    public void processRequest(RequestEvent event) {}

    @Override
    public void processIOException(IOExceptionEvent event) {}

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
