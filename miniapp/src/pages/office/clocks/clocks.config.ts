export default definePageConfig({ navigationBarTitleText: '时限与日历' })
