/** 简体中文。The texts of the lesson about motion in Chinese. */
import { html } from 'lit';
import { count } from '../format';
import type { Direction } from '../lessons/motion_filters';
import type { MotionMessages } from './en_motion';
import { zhLater, zh as zhPage } from './zh';

const towards: Record<Direction, string> = {
  right: '向右',
  left: '向左',
  down: '向下',
  up: '向上',
};

export const zh: MotionMessages = {
  events: html`电影是一连串画面，大多与前一幅相同。<b>事件相机</b>没有画面。它的每个像素各自说话，而且只在自己的光改变时说：变亮时发出
    ON 事件，变暗时发出 OFF 事件。所以它看见会动的东西，几乎不看别的。`,
  channels: html`它向哪里动？下面，事件进入有四个通道的<b>卷积</b>。一个通道是一个神经元，以相同的权重在画面各处重复；四个通道各为一个方向而设。图显示通道在哪里发放，行显示何时发放。`,
  figure: {
    bar: '一根条',
    barTo: (direction) => `${towards[direction]}移动的条`,
    gesture: '一个手势',
    camera: '您的摄像头',
    className: (name) => zhPage.className(name),
    cameraOn: '开启摄像头',
    cameraOff: '关闭摄像头',
    troubles: zhLater.camera.troubles,
    play: '播放',
    pause: '暂停',
    time: '记录中的时间',
    inhibition: '抑制',
    privacy: '摄像头的画面在这里是镜像。视频在本机上变成事件，不会保存，也绝不会离开此页面。',
    events: (events) => `1.5 秒内 ${count(events)} 个 ON 和 OFF 事件`,
    channel: (direction, spikes) => `${towards[direction]}通道发放的位置：${count(spikes)} 个脉冲`,
    overTime: (counts) =>
      `四个通道随时间的脉冲：${counts.map((spikes) => count(spikes)).join('，')}`,
    waiting: (percent) => `正在拍摄手势：${percent} %。`,
    says: (what, shares) =>
      `${what}。各占全部脉冲：${shares.map(([arrow, percent]) => `${arrow} ${percent} %`).join('，')}。`,
  },
  bars: html`让条向四个方向各移动一次，看哪个通道发放。`,
  why: html`没有哪个通道知道什么是方向。→ 通道的神经元受左侧事件<b>兴奋</b>，受右侧事件<b>抑制</b>。向右的条先遇到兴奋：神经元发放，抑制来得太晚。向左的条先遇到抑制，而抑制泄漏得很慢；等兴奋到来时已经不够。Horace
    Barlow 和 William Levick 于 1965 年在兔子的视网膜中发现了这一点。`,
  blind: html`去掉抑制：把它拉到 0，再让条移动。`,
  wave: html`手臂的运动不像条：手臂会弯，袖子有褶，每条边各有方向，所以几个通道会同时发放。把抑制调回 1，选择一个手势，或者开启摄像头，后退并<b>挥手</b>。来回移动的手，→ 和 ← 都看得见。`,
  find: html`找到一个动作，您自己的或某个手势，使 → 和 ← 合起来至少占脉冲的 60 %，且各占至少 20 %。`,
  question: html`再次去掉抑制。条向右移动。现在 → 通道占全部脉冲的<b>百分之几</b>？`,
  because: html`← 通道也有一样多。只有兴奋时，哪里事件够多，通道就在哪里发放，说不出事件往哪边去。要有后来者，才说得出谁先到。`,
  summary: html`这些权重是手工设定的。学习手势的网络会找到自己的滤波器，而且更难读懂：第二层听第一层在哪些通道、何处、何时发放。`,
  link: '训练一个：打开带有手势及其预设的实验室，摄像头也在其中',
};
