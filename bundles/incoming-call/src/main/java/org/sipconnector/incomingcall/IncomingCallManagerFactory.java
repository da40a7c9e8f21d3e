/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.incomingcall;

import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.incomingcall.SecondCallPolicy;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.sip.SipUserAgents;

/** Makes the incoming-call managers. */
@Component(service = ManagerFactory.class, configurationPid = IncomingCallConfiguration.PID)
@Designate(ocd = IncomingCallSettings.class)
public final class IncomingCallManagerFactory extends StatefulManagerFactory<NoticedCalls, IncomingCallSnapshot> {

    /** Last: whoever wants to refuse a call has asked for it before 180 is sent. */
    private static final int LAST = 10;

    private final SipUserAgents sip;
    private final Deciders deciders;
    private final CheckedConfiguration<IncomingCallRules> configuration;

    @Activate
    public IncomingCallManagerFactory(BundleContext context, Map<String, Object> properties,
            @Reference(target = Foundation.STABLE) SipUserAgents sip) {
        super(IncomingCallManager.class, IncomingCallSnapshot.IDLE, NoticedCalls.VERSION, NoticedCalls.NEW);
        this.sip = sip;
        this.deciders = Deciders.tracked(context);
        this.configuration = new CheckedConfiguration<>(context, IncomingCallConfiguration.SCHEMA, properties, this::modified);
    }

    /** Outside of a framework: nobody decides but the client. */
    public IncomingCallManagerFactory(SipUserAgents sip) {
        this(sip, connector -> Optional.empty(), SecondCallPolicy.RING);
    }

    IncomingCallManagerFactory(SipUserAgents sip, Deciders deciders, SecondCallPolicy secondCall) {
        super(IncomingCallManager.class, IncomingCallSnapshot.IDLE, NoticedCalls.VERSION, NoticedCalls.NEW);
        this.sip = sip;
        this.deciders = deciders;
        this.configuration = CheckedConfiguration.fixed(IncomingCallRules.of(secondCall));
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configuration.update(properties);
    }

    @Deactivate
    void deactivate() {
        deciders.close();
        configuration.close();
    }

    @Override
    public int order() {
        return LAST;
    }

    @Override
    protected IncomingCallSnapshot snapshot(Lane lane, NoticedCalls state) {
        return state.snapshot();
    }

    @Override
    protected Manager manager(ManagerContext<NoticedCalls, IncomingCallSnapshot> context) {
        return new IncomingCalls(context, sip, deciders, configuration::current);
    }
}
