package org.sipconnector.incomingcall;

import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.incomingcall.SecondCallPolicy;
import org.sipconnector.api.foundation.Foundation;
import org.sipconnector.api.sip.SipUserAgents;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** Makes the incoming-call managers. */
@Component(service = ManagerFactory.class, configurationPid = "org.sipconnector.incomingcall")
@Designate(ocd = IncomingCallManagerFactory.Settings.class)
public final class IncomingCallManagerFactory implements ManagerFactory {

    /** What holds for connectors that were not told otherwise. */
    @ObjectClassDefinition(name = "SIP Connector: incoming calls")
    public @interface Settings {

        @AttributeDefinition(description = "What to do when another call comes while one rings: RING lets both ring, "
                + "BUSY refuses the later one with 486.")
        SecondCallPolicy secondCall() default SecondCallPolicy.RING;
    }

    /** Last: whoever wants to refuse a call has asked for it before 180 is sent. */
    private static final int LAST = 10;

    private final SipUserAgents sip;
    private final Deciders deciders;
    private volatile SecondCallPolicy secondCall;

    @Activate
    public IncomingCallManagerFactory(BundleContext context, Settings settings,
            @Reference(target = Foundation.STABLE) SipUserAgents sip) {
        this(sip, Deciders.tracked(context), settings.secondCall());
    }

    /** Outside of a framework: nobody decides but the client. */
    public IncomingCallManagerFactory(SipUserAgents sip) {
        this(sip, connector -> Optional.empty(), SecondCallPolicy.RING);
    }

    IncomingCallManagerFactory(SipUserAgents sip, Deciders deciders, SecondCallPolicy secondCall) {
        this.sip = sip;
        this.deciders = deciders;
        this.secondCall = secondCall;
    }

    @Modified
    void modified(Settings settings) {
        secondCall = settings.secondCall();
    }

    @Deactivate
    void deactivate() {
        deciders.close();
    }

    @Override
    public Class<?> api() {
        return IncomingCallManager.class;
    }

    @Override
    public int order() {
        return LAST;
    }

    @Override
    public Object initialSnapshot() {
        return IncomingCallSnapshot.IDLE;
    }

    @Override
    public Manager create(Lane lane) {
        return new IncomingCalls(lane, sip, deciders, () -> secondCall, State.NEW);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new IncomingCalls(lane, sip, deciders, () -> secondCall, previous.as(State.class));
    }
}
