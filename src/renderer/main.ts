import '@fontsource-variable/inter/index.css';
import './styles/tokens.css';
import './styles/base.css';

import { mount } from 'svelte';

import App from './App.svelte';
import { bridge } from './bridge';
import { AppState } from './state/app.svelte';
import { applyTheme } from './theme.svelte';

const target = document.querySelector('#app');
if (target === null) throw new Error('index.html has no #app');
// Before the first paint; the chosen theme follows when the settings have been read.
applyTheme('system');
mount(App, { target, props: { app: new AppState(bridge) } });
